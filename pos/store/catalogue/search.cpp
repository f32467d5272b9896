#include "pos/store/catalogue/search.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <tuple>

#include "pos/locale/fold.hpp"

namespace pos::store {

namespace {

/// One word of the query, and how it can be looked for.
struct Term {
    std::string_view text;
    std::size_t characters{0};
    bool cjk{false};
    bool indexed{false};  // the index finds only rows that hold it
    bool is_long() const { return characters >= 3; }
};

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<Term> terms_of(std::string_view folded) {
    std::vector<Term> terms;
    for (const locale::Word& word : locale::words(folded)) {
        terms.push_back({word.text, count_characters(word.text), word.cjk});
    }
    return terms;
}

/// A string of FTS5's query language.
void append_phrase(std::string& query, std::string_view text) {
    if (!query.empty()) query += " AND ";
    query += '"';
    for (const char c : text) {
        query += c;
        if (c == '"') query += '"';
    }
    query += '"';
}

bool is_inside_word(unsigned char before) {
    // Letters and digits of any script are above 0x7F or these; all else parts words.
    return before >= 0x80 || (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z');
}

/// Whether `term` begins a word, looked for from its first place in the text on.
bool starts_a_word(std::string_view text, std::string_view term, std::size_t first) {
    for (auto at = first; at != std::string_view::npos; at = text.find(term, at + 1)) {
        if (at == 0 || !is_inside_word(static_cast<unsigned char>(text[at - 1]))) return true;
    }
    return false;
}

bool starts_a_word(std::string_view text, std::string_view term) {
    return starts_a_word(text, term, text.find(term));
}

bool holds(std::string_view text, const Term& term) {
    if (term.is_long() || term.cjk) return text.find(term.text) != std::string_view::npos;
    return starts_a_word(text, term.text);
}

/// What a candidate is ranked by; smaller is better.
struct Candidate {
    std::int64_t id{0};
    int fit{0};
    std::size_t position{0};
    std::size_t length{0};
    auto key() const { return std::tuple{fit, position, length, id}; }
};

Candidate rank(std::int64_t id, std::string_view text, std::string_view query,
               const std::vector<Term>& terms) {
    Candidate candidate{.id = id, .length = text.size()};
    const auto at = text.find(query);
    const bool one_word = terms.size() == 1 && terms.front().text == query;
    candidate.position = std::min(one_word ? at : text.find(terms.front().text), text.size());
    if (at == 0) {
        const bool whole = text.size() == query.size() || text[query.size()] == ' ';
        candidate.fit = whole ? 0 : 1;
    } else if (starts_a_word(text, query, at)) {
        candidate.fit = 2;
    } else if (!one_word && std::ranges::all_of(terms, [&](const Term& term) {
                   return starts_a_word(text, term.text);
               })) {
        candidate.fit = 3;
    } else {
        candidate.fit = 4;
    }
    return candidate;
}

/// The statement that finds candidates, and its parameters.
struct Plan {
    std::string_view sql;
    std::string match;
};

constexpr std::string_view kByTrigram =
    "SELECT i.id, i.search_text FROM item_trigram t JOIN item i ON i.id = t.rowid "
    "WHERE item_trigram MATCH $1 AND i.active <> 0";
constexpr std::string_view kByStart =
    "SELECT i.id, i.search_text FROM item_start s JOIN item i ON i.id = s.rowid "
    "WHERE item_start MATCH $1 AND i.active <> 0";
constexpr std::string_view kByScan =
    "SELECT i.id, i.search_text FROM item i WHERE i.search_text LIKE $1 ESCAPE '!' AND i.active <> "
    "0 ORDER BY i.id";

/// Marks the terms that the index answers.
Plan plan(const db::Connection& db, std::vector<Term>& terms) {
    if (db.engine() != db::Engine::sqlite) {
        const auto longest = std::ranges::max_element(terms, {}, &Term::characters);
        std::string like = "%";
        for (const char c : longest->text) {
            if (c == '%' || c == '_' || c == '!') like += '!';
            like += c;
        }
        return {kByScan, like + '%'};
    }
    const bool any_long = std::ranges::any_of(terms, &Term::is_long);
    Plan made{any_long ? kByTrigram : kByStart, {}};
    for (Term& term : terms) {
        if (any_long && !term.is_long()) continue;  // looked for in the candidates
        term.indexed = true;
        append_phrase(made.match, term.text);
        if (!any_long && (term.characters == 1 || !term.cjk)) made.match += " *";
    }
    return made;
}

}  // namespace

db::Result<std::vector<StoredItem>> search(db::Connection& db, Currency currency,
                                           std::string_view query, std::size_t limit) {
    const std::string folded = locale::fold(query);
    std::vector<Term> terms = terms_of(folded);
    if (terms.empty()) return std::vector<StoredItem>{};
    const Plan how = plan(db, terms);
    const auto fits = [&](std::string_view text) {
        return std::ranges::all_of(
            terms, [&](const Term& term) { return term.indexed || holds(text, term); });
    };
    std::vector<Candidate> candidates;
    candidates.reserve(kCandidatesMax);
    // A short word beside long ones is rare in what they find; give up after this many rows.
    constexpr int kRowsMax = 20 * static_cast<int>(kCandidatesMax);
    int rows = 0;
    const auto done = db.each(
        how.sql,
        [&](const db::Row& row) {
            const std::string_view text = row.text(1);
            if (fits(text)) candidates.push_back(rank(row.integer(0), text, folded, terms));
            return candidates.size() < kCandidatesMax && ++rows < kRowsMax;
        },
        how.match);
    if (!done) return std::unexpected{done.error()};
    const std::size_t shown = std::min(limit, candidates.size());
    std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(shown),
                              {}, &Candidate::key);
    std::vector<std::int64_t> ids;
    ids.reserve(shown);
    for (const Candidate& candidate : std::span{candidates}.first(shown))
        ids.push_back(candidate.id);
    return Catalogue{db, currency}.by_rows(ids);
}

}  // namespace pos::store
