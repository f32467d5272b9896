#include "pos/catalog/gs1/dictionary.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/embedded.hpp"

namespace pos::catalog::gs1 {

namespace {

constexpr std::size_t kShortestAi = 2;
constexpr std::size_t kLongestAi = 4;
constexpr std::size_t kColumns = 9;

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    while (true) {
        const std::size_t end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

/// "-" stands for an empty column.
std::vector<std::string_view> list(std::string_view column, char separator) {
    return column == "-" ? std::vector<std::string_view>{} : split(column, separator);
}

std::vector<std::string> texts(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
}

std::size_t number(std::string_view digits) {
    std::size_t value = 0;
    for (const char digit : digits) {
        POS_ASSERT(digit >= '0' && digit <= '9');
        value = value * 10 + static_cast<std::size_t>(digit - '0');
    }
    return value;
}

Linter characters_of(char letter) {
    switch (letter) {
        case 'n':
            return Linter::csetnumeric;
        case 'x':
            return Linter::cset82;
        case 'y':
            return Linter::cset39;
        default:
            POS_ASSERT(letter == 'z');
            return Linter::cset64;
    }
}

/// "?x1-16+pcenc"
Part part_of(std::string_view word) {
    Part part;
    part.optional = word.starts_with('?');
    if (part.optional) word.remove_prefix(1);
    const auto pieces = split(word, '+');
    part.characters = characters_of(pieces[0].front());
    const auto lengths = split(pieces[0].substr(1), '-');
    part.shortest = number(lengths.front());
    part.longest = number(lengths.back());
    for (std::size_t at = 1; at < pieces.size(); ++at) {
        const auto linter = linter_named(pieces[at]);
        POS_ASSERT(linter.has_value());
        part.checks.push_back(*linter);
    }
    return part;
}

Identifier identifier_of(std::string_view line) {
    const auto columns = split(line, '\t');
    POS_ASSERT(columns.size() == kColumns);
    Identifier identifier{.first = std::string{columns[0]}, .last = std::string{columns[1]}};
    identifier.fixed_length = columns[2] == "fixed";
    identifier.link_attribute = columns[3] == "yes";
    for (const auto word : split(columns[4], ' ')) identifier.parts.push_back(part_of(word));
    for (const auto condition : list(columns[5], ' ')) {
        auto& groups = identifier.needs.emplace_back();
        for (const auto group : split(condition, ',')) groups.push_back(texts(split(group, '+')));
    }
    identifier.apart = texts(list(columns[6], ','));
    identifier.link_key = columns[7] != "-";
    if (identifier.link_key && columns[7] != "key") {
        for (const auto order : split(columns[7], '|')) {
            identifier.qualifiers.push_back(texts(split(order, ',')));
        }
    }
    if (columns[8] != "-") identifier.title = columns[8];
    return identifier;
}

}  // namespace

std::string_view embedded_file(std::string_view path) {
    const auto files = embedded_files();
    const auto file = std::ranges::find(files, path, &EmbeddedFile::path);
    POS_ASSERT(file != files.end());
    return file->bytes;
}

std::size_t Identifier::shortest() const {
    std::size_t sum = 0;
    for (const Part& part : parts) sum += part.optional ? 0 : part.shortest;
    return sum;
}

std::size_t Identifier::longest() const {
    std::size_t sum = 0;
    for (const Part& part : parts) sum += part.longest;
    return sum;
}

bool names(std::string_view pattern, std::string_view ai) {
    return std::ranges::equal(pattern, ai, [](char wanted, char digit) {
        return wanted == digit || (wanted == 'n' && digit >= '0' && digit <= '9');
    });
}

const Dictionary& Dictionary::standard() {
    static const Dictionary dictionary{embedded_file("gs1/identifiers.tsv")};
    return dictionary;
}

Dictionary::Dictionary(std::string_view table) {
    for (const auto line : split(table, '\n')) {
        if (!line.empty() && !line.starts_with('#')) identifiers_.push_back(identifier_of(line));
    }
    std::ranges::sort(identifiers_, {}, &Identifier::first);
}

const Identifier* Dictionary::find(std::string_view ai) const {
    if (ai.size() < kShortestAi || ai.size() > kLongestAi) return nullptr;
    // Digits of one length compare as figures do; a run keeps to one length.
    auto after = std::ranges::upper_bound(identifiers_, ai, {}, &Identifier::first);
    if (after == identifiers_.begin()) return nullptr;
    const Identifier& candidate = *--after;
    const bool within = ai.size() == candidate.first.size() && ai <= candidate.last;
    return within ? &candidate : nullptr;
}

std::string_view Dictionary::at_start_of(std::string_view text) const {
    for (std::size_t length = kShortestAi; length <= std::min(kLongestAi, text.size()); ++length) {
        const std::string_view ai = text.substr(0, length);
        if (find(ai) != nullptr) return ai;
    }
    return {};
}

}  // namespace pos::catalog::gs1
