// What a firm of a Chinese text does on purpose, by the verb that its clause opens with: A将深化
// 合作, 也积极拓展海外市场. The firm is that of the clause, of a clause or sentence before, or the
// one that 公司 or 双方 stands for.
#pragma once

#include <optional>
#include <vector>

#include "ingest/arguments/arguments.h"

namespace sarye {

// A clause of a Chinese sentence and whom it is about.
struct ChineseClause {
  ByteRange bytes;                // of the block
  std::uint32_t behind = 0;       // its subject, or what opens it, ends here
  std::vector<Argument> firms;    // its subject, or the one carried on to it
  std::vector<Argument> context;  // whom the text was about in front of it
  bool own = false;               // `firms` stand in it
  bool other = false;             // its subject is something else
  bool carried_far = false;       // `firms` stand in another paragraph
  bool relative = false;          // in front of the firm's name: 总部设于B的A
};

// The firms that a clause is about; carried over from an earlier one, as those that are meant.
std::vector<Argument> spoken_of(std::vector<Argument> firms, bool carried);

class ChinesePlans {
 public:
  // Borrows all; `text` is read while relations are found.
  ChinesePlans(const AnnotatedText& text, const Frames& frames);

  // PURSUES and HAS of the sentence, in order of place; to be called for each sentence in order.
  // `used`: wordings that state a relation already.
  std::vector<ClauseRelation> find(const Reading& reading, const std::vector<ByteRange>& used);
  // The clauses of the sentence that was read last.
  const std::vector<ChineseClause>& clauses() const { return clauses_; }
  // Of that sentence: what is had, without how many of it; nullopt: the words name no resource.
  std::optional<Argument> resource(const Reading&, ByteRange bytes) const;

 private:
  using Firms = std::vector<Argument>;
  struct Opening {
    std::uint32_t at = 0;     // behind what opens the clause
    bool planned = false;     // 将, 计划
    bool intended = false;    // 计划, 拟: by somebody's will
    bool deliberate = false;  // 积极, 持续
    bool linked = false;      // 并, 也
    bool dated = false;       // 2022年7月
  };
  bool inside_one(const Reading&, std::uint32_t at) const;
  Opening opening(const Reading&, std::uint32_t at, std::uint32_t end) const;
  std::uint32_t behind_apposition(const Reading&, std::uint32_t at, std::uint32_t end) const;
  std::uint32_t unnamed_end(const Reading& reading, std::uint32_t at, std::uint32_t end) const;
  std::uint32_t subject_end(const Reading&, std::uint32_t at, std::uint32_t end,
                            Firms& firms) const;
  std::uint32_t named_behind(const Reading&, std::uint32_t at, std::uint32_t end,
                             Firms& firms) const;
  Firms standing_for(const Reading&, std::uint32_t at, std::uint32_t& end) const;
  bool main_firm(const Firms&) const;
  bool names_other(const Reading&, std::uint32_t at, std::uint32_t end) const;
  void plans_at(const Reading&, const Opening&, std::uint32_t end, const Firms&, bool carried,
                const std::vector<ByteRange>& used, std::vector<ClauseRelation>&) const;
  void owned_at(const Reading&, const Opening&, std::uint32_t end, const Firms&, bool carried,
                const std::vector<ByteRange>& used, std::vector<ClauseRelation>&) const;
  void advantage_of(const Reading&, std::uint32_t at, std::uint32_t end, const Firms&,
                    const std::vector<ByteRange>& used, std::vector<ClauseRelation>&) const;
  void works_of(const Reading& reading, std::vector<ClauseRelation>& out) const;
  void put_owned(const Reading&, ByteRange bytes, ByteRange verb, const Firms&, bool carried,
                 std::vector<ClauseRelation>&) const;
  // `lenient`: a figure may end it (计划将成本降至12元).
  std::optional<Argument> plan(const Reading&, ByteRange bytes, std::uint32_t verb_end,
                               bool lenient = false) const;
  std::optional<std::uint32_t> disposed(const Reading&, std::uint32_t object,
                                        std::uint32_t end) const;
  std::optional<std::uint32_t> deed_behind(const Reading&, const Opening&, std::uint32_t end) const;
  std::uint32_t scheme_end(const Reading&, std::uint32_t at, std::uint32_t end) const;
  ClauseRelation plan_of(const Firms&, bool carried) const;
  bool intends(const Reading&, std::uint32_t begin, std::uint32_t end) const;
  void look_ahead();
  void add_relatives(const Reading&);
  bool ends_in_deed(const Reading&, const Opening&, std::uint32_t end) const;
  std::uint32_t word_end(std::string_view list, std::uint32_t at, std::uint32_t end) const;

  const AnnotatedText& text_;
  const Frames& frames_;
  Frame frame_;             // what the plans are read as
  Frame owns_;              // and what the possessions
  std::string_view block_;  // of the sentence at hand, in Simplified characters
  Firms last_;              // whom the sentences before were about
  std::uint32_t last_block_ = 0;
  std::optional<std::uint32_t> main_;  // the firm that half of all mentions of firms name
  std::vector<ChineseClause> clauses_;
};

}  // namespace sarye
