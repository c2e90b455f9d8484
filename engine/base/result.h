// How anything in this house fails: a function that can fail returns Result<T>, which is a value or
// an Error. The names are those of std::expected, which GCC 12 has in C++23 only.
#pragma once

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sarye {

// What kind of failure it is. A program decides by this; a person reads Error::message.
enum class ErrorCode {
  Usage,            // the command or request is not well formed
  Syntax,           // the query is not in the language
  Semantic,         // the query is well formed and cannot mean anything (unknown name, wrong type)
  Runtime,          // the query failed on the data (overflow, conversion of a wrong value)
  NotFound,         // no such store, document, entity or key
  AlreadyExists,    // what was to be made is there already
  Rejected,         // an input file cannot be used; others can
  Locked,           // another process writes to the store
  Damaged,          // bytes on disk fail a check
  VersionMismatch,  // the store's format, ontology or resources are of another version
  LimitReached,     // a budget of rows, memory, time or size
  DiskFull,
  Cancelled,
  Io,        // the operating system refused
  Internal,  // a promise among ourselves was broken, met at a place that must not stop the process
};

// A place in a query or in a line-oriented file. Lines and columns start at 1; columns count code
// points, so that an editor finds the place. Bytes are offsets into the UTF-8 text.
struct TextPlace {
  int line = 1;
  int column = 1;
  std::size_t byte_begin = 0;
  std::size_t byte_end = 0;
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;             // what happened, where, why
  std::string hint = {};           // what to do, or what would work; may be empty
  std::string name = {};           // for queries: UndefinedVariable, InvalidArgumentType, ...
  std::optional<TextPlace> place = {};
};

// An error that lies apart, so that a result is hardly larger than its value: errors are seldom, and
// results are made in the innermost loops.
class ErrorBox {
 public:
  ErrorBox() noexcept {}  // no error
  explicit ErrorBox(Error error) : error_(std::make_unique<Error>(std::move(error))) {}
  ErrorBox(const ErrorBox& other)
      : error_(other.error_ ? std::make_unique<Error>(*other.error_) : nullptr) {}
  ErrorBox(ErrorBox&&) noexcept = default;
  ErrorBox& operator=(const ErrorBox& other) {
    if (this != &other) *this = ErrorBox(other);
    return *this;
  }
  ErrorBox& operator=(ErrorBox&&) noexcept = default;
  ~ErrorBox() = default;

  bool is_empty() const { return error_ == nullptr; }
  Error& operator*() const { return *error_; }

 private:
  std::unique_ptr<Error> error_;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }

  T& operator*() & { return checked(); }
  const T& operator*() const& { return const_cast<Result*>(this)->checked(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return &checked(); }
  const T* operator->() const { return &const_cast<Result*>(this)->checked(); }

  const Error& error() const& {
    assert(!has_value());
    return **std::get_if<1>(&state_);
  }
  Error& error() & {
    assert(!has_value());
    return **std::get_if<1>(&state_);
  }

 private:
  T& checked() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  std::variant<T, ErrorBox> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() noexcept {}
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit

  bool has_value() const { return error_.is_empty(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    assert(!has_value());
    return *error_;
  }

 private:
  ErrorBox error_;
};

}  // namespace sarye
