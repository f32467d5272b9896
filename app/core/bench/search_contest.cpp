#include "app/core/bench/search_contest.hpp"

#include <algorithm>
#include <vector>

#include "app/core/bench/shop.hpp"
#include "app/core/init.hpp"
#include "pos/locale/fold.hpp"
#include "pos/store/catalogue/search.hpp"
#include "pos/store/floor/raw_questions.hpp"

namespace app::core::bench {

namespace {

constexpr std::size_t kShown = 60;  // rows that a till's list asks for
constexpr std::size_t kLettersMax = 7;

class SearchContest final : public Contest {
public:
    SearchContest(OpenReader reader, pos::store::floor::RawQuestions raw, SearchFloor against)
        : reader_{std::move(reader)}, raw_{std::move(raw)}, against_{against} {}

    /// Types words of items from all over the catalogue, now and then two of them.
    Outcome<void> choose(std::size_t keystrokes) {
        auto& catalogue = reader_->catalogue();
        const auto items = catalogue.count();
        if (!items) return std::unexpected{failure_of(items.error())};
        Seeded random{7};
        while (typed_.size() < keystrokes) {
            const auto row = 1 + random.below(static_cast<std::uint64_t>(*items));
            const auto item = catalogue.by_row(static_cast<std::int64_t>(row));
            if (!item) return std::unexpected{failure_of(item.error())};
            if (!*item) continue;
            const std::string folded = pos::locale::fold((*item)->item.name);
            const auto words = pos::locale::words(folded);
            if (words.empty()) continue;
            const std::size_t first = random.below(words.size());
            const bool two = first > 0 && random.below(4) == 0;
            type(two ? std::string{words[first - 1].text} + " " : std::string{}, words[first].text);
        }
        typed_.resize(keystrokes);
        return {};
    }

    Outcome<Nanoseconds> ours() override {
        const std::string& words = typed_[asked_++ % typed_.size()];
        const Stopwatch watch;
        const auto found = reader_->search(words, kShown);
        const auto took = watch.elapsed();
        if (!found) return std::unexpected{failure(found.error())};
        return took;
    }

    Outcome<Nanoseconds> floor() override {
        const std::string& words = typed_[asked_bare_++ % typed_.size()];
        const Stopwatch watch;
        const auto rows =
            raw_.search(words, pos::store::kCandidatesMax, against_ == SearchFloor::texts);
        const auto took = watch.elapsed();
        if (!rows) return std::unexpected{failure_of(rows.error())};
        return took;
    }

    std::size_t pieces() const override { return typed_.size(); }

private:
    /// One query for each letter.
    void type(const std::string& before, std::string_view word) {
        std::size_t letters = 0;
        for (std::size_t at = 1; at <= word.size() && letters < kLettersMax; ++at) {
            const bool inside =
                at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U;
            if (inside) continue;
            ++letters;
            typed_.push_back(before + std::string{word.substr(0, at)});
        }
    }

    OpenReader reader_;
    pos::store::floor::RawQuestions raw_;
    SearchFloor against_;
    std::vector<std::string> typed_;  // folded, so that both sides are asked the same
    std::size_t asked_{0};
    std::size_t asked_bare_{0};
};

}  // namespace

Outcome<std::unique_ptr<Contest>> search_contest(const std::string& where, std::size_t keystrokes,
                                                 SearchFloor against) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    auto raw = pos::store::floor::RawQuestions::open(where);
    if (!raw) return std::unexpected{failure_of(raw.error())};
    auto contest = std::make_unique<SearchContest>(std::move(*reader), std::move(*raw), against);
    if (auto chosen = contest->choose(keystrokes); !chosen) return std::unexpected{chosen.error()};
    return contest;
}

}  // namespace app::core::bench
