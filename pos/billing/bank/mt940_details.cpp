// source: Deutsche Kreditwirtschaft, DFÜ-Abkommen, annex 3, chapter 8 (subfields, business
// transaction codes, SEPA words); Betaalvereniging, MT940 structured information to account owner
#include "pos/billing/bank/mt940_details.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "pos/billing/bank/texts.hpp"

namespace pos::billing::bank {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool sign(char c) {
    return c > ' ' && c < 0x7F && !digit(c) && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') &&
           c != '/' && c != '-' && c != '.' && c != ',';
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != '\n' && c != '\r') out += c;
    }
    return out;
}

/// The remittance text as one, and where its pieces began: a word of SEPA begins a piece, or
/// follows a blank.
struct Remittance {
    std::string text;
    std::vector<std::size_t> starts;
};

constexpr std::array<std::string_view, 12> kWords{"EREF", "KREF", "MREF", "CRED", "DEBT", "SVWZ",
                                                  "ABWA", "ABWE", "IBAN", "BIC",  "PURP", "COAM"};

/// The length of a word and its sign at `at`, such as "SVWZ+"; 0 if there is none.
std::size_t word_at(const std::string& text, std::size_t at) {
    for (const std::string_view word : kWords) {
        if (text.compare(at, word.size(), word) == 0 && at + word.size() < text.size() &&
            text[at + word.size()] == '+')
            return word.size() + 1;
    }
    return 0;
}

std::map<std::string, std::string, std::less<>> sepa_words(const Remittance& said) {
    std::map<std::string, std::string, std::less<>> found;
    std::string word;  // empty: before the first
    std::size_t from = 0;
    const auto keep = [&](std::size_t end) {
        append(found[word], clean(std::string_view{said.text}.substr(from, end - from)));
    };
    for (std::size_t i = 0; i < said.text.size(); ++i) {
        if (i > 0 && said.text[i - 1] != ' ' && !std::ranges::binary_search(said.starts, i))
            continue;
        const std::size_t length = word_at(said.text, i);
        if (length == 0) continue;
        keep(i);
        word = said.text.substr(i, length - 1);
        from = i + length;
        i = from - 1;
    }
    keep(said.text.size());
    return found;
}

void take_remittance(const Remittance& said, Detail& into) {
    auto words = sepa_words(said);
    into.text = words[""];
    append(into.text, words["SVWZ"]);
    into.end_to_end = reference_of(words["EREF"]);
    if (into.name.empty()) into.name = words["ABWA"];
    if (const std::string iban = compact(words["IBAN"]); into.iban.empty() && looks_like_iban(iban))
        into.iban = iban;
}

/// A business transaction code of something that came back.
bool is_return(std::string_view code) {
    static constexpr std::array<std::string_view, 8> kReturns{"108", "109", "110", "111",
                                                              "159", "160", "181", "184"};
    return std::ranges::find(kReturns, code) != kReturns.end();
}

void read_subfields(const std::string& text, Entry& entry, Detail& into) {
    const char mark = text[3];
    Remittance said;
    std::string account;
    std::string posting;
    std::size_t at = 3;
    while (at < text.size()) {
        const int number = (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
        std::size_t end = at + 3;
        while (end < text.size() && !(text[end] == mark && end + 2 < text.size() &&
                                      digit(text[end + 1]) && digit(text[end + 2])))
            ++end;
        const std::string value = text.substr(at + 3, end - at - 3);
        if (number == 0) posting = clean(value);
        if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) {
            said.starts.push_back(said.text.size());
            said.text += value;
        }
        if (number == 31 || number == 38) {
            if (const std::string iban = compact(value); looks_like_iban(iban)) into.iban = iban;
        }
        if (number == 32 || number == 33) into.name += value;
        if (number == 34 && value.find_first_not_of("0 ") != std::string::npos)
            into.return_reason = clean(value);
        at = end;
    }
    into.name = clean(into.name);
    entry.text = posting;
    take_remittance(said, into);
    into.returned = is_return(std::string_view{text}.substr(0, 3));
}

/// "/EREF/X 1/BENM//NAME/Jo/REMI/what for/": the words that are known, each to the next of them.
bool read_slashes(const std::string& text, Detail& into) {
    static constexpr std::array<std::string_view, 22> kKnown{
        "ADDR", "BENM", "BIC",  "CDTRREF", "CDTRREFTP", "CSID", "EREF", "IBAN",
        "ID",   "ISDT", "MARF", "NAME",    "ORDP",      "PREF", "PURP", "REMI",
        "RTRN", "SVCL", "SWOC", "TRTP",    "ULTC",      "ULTD"};
    std::map<std::string_view, std::string> said;
    std::string_view rest = text;
    std::string_view word;
    std::string value;
    bool known = false;
    while (!rest.empty()) {
        if (rest.front() == '/') {
            const std::size_t end = rest.find('/', 1);
            const std::string_view next =
                end == std::string_view::npos ? std::string_view{} : rest.substr(1, end - 1);
            const auto* found = std::ranges::find(kKnown, next);
            if (found != kKnown.end()) {
                if (!word.empty()) append(said[word], clean(value));
                word = *found;
                value.clear();
                known = true;
                // The slash that ends this word may begin the next one.
                rest.remove_prefix(end);
                if (rest.size() > 1 && rest[1] != '/') {
                    const std::size_t after = rest.find('/', 1);
                    const bool follows =
                        after != std::string_view::npos &&
                        std::ranges::find(kKnown, rest.substr(1, after - 1)) != kKnown.end();
                    if (!follows) rest.remove_prefix(1);
                } else {
                    rest.remove_prefix(1);
                }
                continue;
            }
            if (!known) return false;
        }
        value += rest.front();
        rest.remove_prefix(1);
    }
    if (!word.empty()) append(said[word], clean(value));
    const auto is_structured = said["REMI"].find("STRD") != std::string::npos;
    (is_structured ? into.structured : into.text) = said["REMI"];
    into.end_to_end = reference_of(said["EREF"]);
    into.name = said["NAME"];
    append(into.structured, said["CDTRREF"]);
    into.return_reason = said["RTRN"];
    into.returned = !into.return_reason.empty();
    if (const std::string iban = compact(said["IBAN"]); looks_like_iban(iban)) into.iban = iban;
    return true;
}

}  // namespace

void read_details(std::string_view text, Entry& entry) {
    Detail& into = entry.details.front();
    std::string line = one_line(text);
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    const bool subfields = line.size() >= 6 && digit(line[0]) && digit(line[1]) && digit(line[2]) &&
                           sign(line[3]) && digit(line[4]) && digit(line[5]);
    if (subfields) {
        read_subfields(line, entry, into);
        return;
    }
    if (line.starts_with('/') && read_slashes(line, into)) return;
    into.text = clean(text);
}

}  // namespace pos::billing::bank
