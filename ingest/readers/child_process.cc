#include "ingest/readers/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace sarye {
namespace {

constexpr std::size_t kKeptErrorBytes = 4096;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  void set(int number) {
    close();
    number_ = number;
  }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

std::string path_of(const std::string& program) {
  const char* path = std::getenv("PATH");
  const std::string folders = path != nullptr ? path : "/usr/bin:/bin";
  for (std::size_t begin = 0; begin <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    const std::string full = folders.substr(begin, end - begin) + '/' + program;
    if (end > begin && ::access(full.c_str(), X_OK) == 0) return full;
    begin = end + 1;
  }
  return {};
}

void set_limit(int what, rlim_t value) {
  const rlimit limit{value, value};
  setrlimit(static_cast<__rlimit_resource>(what), &limit);
}

// Between fork and exec: only calls that are safe while other threads hold locks.
[[noreturn]] void become(const char* path, char* const* arguments, int input, int out, int err,
                         const ChildLimits& limits) {
  dup2(input, 0);
  dup2(out, 1);
  dup2(err, 2);
  set_limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds));
  set_limit(RLIMIT_AS, limits.memory_bytes);
  set_limit(RLIMIT_FSIZE, 0);
  set_limit(RLIMIT_CORE, 0);
  execv(path, arguments);
  _exit(127);
}

Error refused(const char* what) {
  return Error{ErrorCode::Io, std::string(what) + ": " + std::strerror(errno), ""};
}

// Reads what there is; false: the other end is closed.
bool read_some(int from, std::string& into, std::size_t most, bool& too_large) {
  char buffer[65536];
  const ssize_t got = ::read(from, buffer, sizeof buffer);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  const std::size_t room = most > into.size() ? most - into.size() : 0;
  if (static_cast<std::size_t>(got) > room) too_large = true;
  into.append(buffer, std::min(static_cast<std::size_t>(got), room));
  return true;
}

}  // namespace

Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, const ChildLimits& limits) {
  const std::string path = path_of(program);
  if (path.empty()) return Error{ErrorCode::NotFound, program + " is not installed", ""};

  // The input is a file in memory: it can be read in any order, and no name of it exists.
  Descriptor in(memfd_create("sarye-input", MFD_CLOEXEC));
  if (in.get() < 0) return refused("no memory for the input of a tool");
  for (std::size_t done = 0; done < input.size();) {
    const ssize_t put = ::write(in.get(), input.data() + done, input.size() - done);
    if (put < 0 && errno != EINTR) return refused("no memory for the input of a tool");
    if (put > 0) done += static_cast<std::size_t>(put);
  }
  lseek(in.get(), 0, SEEK_SET);
  int out_pipe[2];
  int err_pipe[2];
  if (pipe2(out_pipe, O_CLOEXEC) != 0) return refused("no pipe for a tool");
  Descriptor out(out_pipe[0]);
  Descriptor out_end(out_pipe[1]);
  if (pipe2(err_pipe, O_CLOEXEC) != 0) return refused("no pipe for a tool");
  Descriptor err(err_pipe[0]);
  Descriptor err_end(err_pipe[1]);

  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const pid_t child = fork();
  if (child < 0) return refused("no process for a tool");
  if (child == 0) {
    become(path.c_str(), argv.data(), in.get(), out_end.get(), err_end.get(), limits);
  }
  out_end.close();
  err_end.close();

  ChildOutput output;
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
  bool out_open = true;
  bool err_open = true;
  while (out_open || err_open) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || output.too_large) {
      output.too_long = left.count() <= 0;
      kill(child, SIGKILL);
      break;
    }
    pollfd ends[2] = {{out_open ? out.get() : -1, POLLIN, 0},
                      {err_open ? err.get() : -1, POLLIN, 0}};
    if (poll(ends, 2, static_cast<int>(left.count())) < 0 && errno != EINTR) break;
    if (ends[0].revents != 0) {
      out_open = read_some(out.get(), output.out, limits.output_bytes, output.too_large);
    }
    bool ignored = false;
    if (ends[1].revents != 0) {
      err_open = read_some(err.get(), output.err, kKeptErrorBytes, ignored);
    }
  }
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  output.status = WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
  if (WIFSIGNALED(state) && WTERMSIG(state) == SIGXCPU) output.too_long = true;
  if (WIFSIGNALED(state) && WTERMSIG(state) == SIGKILL && !output.too_large) output.too_long = true;
  return output;
}

}  // namespace sarye
