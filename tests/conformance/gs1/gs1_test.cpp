// Goal: agree with every published case of the GS1 syntax tests: linters, elements in each of their
// forms, what elements say of each other, what scanners send.
// Method: each line of each file is run; what is not, or is run otherwise, stands with its reason
// in left_out.tsv. The table of identifiers is compared with the dictionary it was made from.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "pos/catalog/gs1/associations.hpp"
#include "pos/catalog/gs1/digital_link.hpp"
#include "pos/catalog/gs1/element_string.hpp"
#include "pos/catalog/gs1/lint.hpp"
#include "pos/catalog/gs1/scan_data.hpp"
#include "tests/conformance/gs1/cases.hpp"

using namespace pos::catalog::gs1;
using tests::gs1::Case;
using tests::gs1::Difference;

namespace {

#define NEEDS_DATA() \
    if (std::getenv("COUNTERFOIL_DATA") == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA is not set"

Difference differ(const std::string& expected, const std::string& found) {
    if (expected == found) return {};
    return "expected " + expected + ", got " + found;
}

std::string outcome(bool valid) {
    return valid ? "valid" : "invalid";
}

/// "INCORRECT_CHECK_DIGIT" as we name it.
std::string small(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string misspelt = "exipiration";
    const std::size_t at = name.find(misspelt);
    if (at != std::string::npos) name.replace(at, misspelt.size(), "expiration");
    return name;
}

std::string marked(const std::string& data, const Flaw& flaw) {
    return data.substr(0, flaw.at) + '*' + data.substr(flaw.at, flaw.length) + '*' +
           data.substr(flaw.at + flaw.length);
}

/// A byte that no text holds stands in the file as U+FFFD, which is three.
std::string one_byte(std::string text) {
    const std::string replacement = "\xef\xbf\xbd";
    for (auto at = text.find(replacement); at != std::string::npos; at = text.find(replacement)) {
        text.replace(at, replacement.size(), "\x80");
    }
    return text;
}

Difference run_linter(const Case& one, const Leniency&) {
    const auto linter = linter_named(one.columns[0]);
    if (!linter) return "unknown linter " + one.columns[0];
    const std::string data = one_byte(one.columns[2]);
    const Lint flaw = lint(*linter, data);
    if (!flaw) return differ(one.columns[1], "valid");
    if (auto difference = differ(small(one.columns[3]), std::string{name_of(flaw->error)})) {
        return difference;
    }
    return differ(one_byte(one.columns[4]), marked(data, *flaw));
}

Difference run_elements(const Case& one, const Result<Elements>& elements, std::size_t column) {
    if (!elements) return differ(one.columns[0], "invalid");
    if (auto difference = differ(one.columns[0], "valid")) return difference;
    return differ(one.columns[column], unbracketed(*elements));
}

Difference run_association(const Case& one, const Leniency&) {
    const std::string& arguments = one.columns[1];
    const std::size_t bar = arguments.find(" | ");
    const std::string check = arguments.substr(0, bar);
    const auto elements = parse_bracketed(arguments.substr(bar + 3), {.unknown_identifiers = true});
    if (!elements) return "the elements cannot be read";
    Result<void> sound;
    if (check == "validateAImutex") {
        sound = check_apart(*elements);
    } else if (check == "validateAIrequisites") {
        sound = check_needs(*elements);
    } else if (check == "validateAIrepeats") {
        sound = check_repeats(*elements);
    } else if (check == "validateDigSigRequiresSerialisedKey") {
        sound = check_signed_serial(*elements);
    } else {
        return "unknown check " + check;
    }
    return differ(one.columns[0], outcome(sound.has_value()));
}

std::optional<Symbol> symbol_of(const std::string& name) {
    static const std::map<std::string, Symbol> symbols{
        {"QR", Symbol::qr_code},          {"DM", Symbol::data_matrix},
        {"DotCode", Symbol::dot_code},    {"DataBarExpanded", Symbol::databar_expanded},
        {"DataBarOmni", Symbol::databar}, {"DataBarLimited", Symbol::databar_limited},
        {"GS1_128_CCA", Symbol::gs1_128}, {"GS1_128_CCC", Symbol::gs1_128},
        {"UPCA", Symbol::upc_a},          {"EAN13", Symbol::ean13},
        {"EAN8", Symbol::ean8},
    };
    const auto found = symbols.find(name);
    return found == symbols.end() ? std::nullopt : std::optional{found->second};
}

Difference run_generate(const Case& one, const Leniency&) {
    const auto symbol = symbol_of(one.columns[0]);
    const auto data = symbol ? scan_data_of(*symbol, one.columns[1])
                             : Result<std::string>{refuse(Fault::not_gs1)};
    return differ(one.columns[2], data.value_or(""));
}

/// The cases' way to write what was read: elements from '^', a caret of text behind backslashes.
std::string message_of(const ScanData& scan) {
    if (!scan.number.empty()) {
        return scan.number + (scan.elements.empty() ? "" : "|" + unbracketed(scan.elements));
    }
    const bool link = !scan.text.empty();
    if (!scan.elements.empty() && !link) return unbracketed(scan.elements);
    const std::size_t at = std::min(scan.text.find_first_not_of('\\'), scan.text.size());
    return (scan.text.substr(at).starts_with('^') ? "\\" : "") + scan.text;
}

Difference run_process(const Case& one, const Leniency& leniency) {
    const auto scan = parse_scan_data(one.columns[1], leniency);
    if (!scan) return differ(one.columns[0], "invalid");
    if (auto difference = differ(one.columns[0], "valid")) return difference;
    return differ(one.columns[3], message_of(*scan));
}

// An entry of the dictionary, its words one blank apart, the attributes in order of their names.
std::string spelt(std::string line) {
    std::string title;
    if (const auto at = line.find('#'); at != std::string::npos) {
        title = line.substr(std::min(line.find_first_not_of(' ', at + 1), line.size()));
        line.resize(at);
    }
    std::istringstream words{line};
    std::vector<std::string> attributes;
    std::string flags;
    std::string text;
    for (std::string word; words >> word;) {
        if (word.find_first_not_of("*?") == std::string::npos) {
            flags = word;
        } else if (word.starts_with("dlpkey") || word.starts_with("ex=") ||
                   word.starts_with("req=")) {
            attributes.push_back(word);
        } else {
            text += word + ' ';
        }
    }
    std::ranges::sort(attributes);
    text += flags + ' ';
    for (const std::string& attribute : attributes) text += attribute + ' ';
    return text + "# " + title;
}

std::string joined(const std::vector<std::string>& words, char separator) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : std::string{separator}) + word;
    return text;
}

std::string spelt(const Part& part) {
    static const std::map<Linter, std::string> letters{{Linter::csetnumeric, "N"},
                                                       {Linter::cset82, "X"},
                                                       {Linter::cset39, "Y"},
                                                       {Linter::cset64, "Z"}};
    const bool fixed = part.shortest == part.longest;
    std::string text =
        letters.at(part.characters) + (fixed ? "" : "..") + std::to_string(part.longest);
    if (part.optional) text = '[' + text + ']';
    for (const Linter check : part.checks) text += ',' + std::string{name_of(check)};
    return text;
}

/// An identifier of ours, spelt as the dictionary spells it.
std::string spelt(const Identifier& identifier) {
    std::string line = identifier.first;
    if (identifier.last != identifier.first) line += '-' + identifier.last;
    line += std::string{' '} + (identifier.fixed_length ? "*" : "") +
            (identifier.link_attribute ? "?" : "");
    for (const Part& part : identifier.parts) line += ' ' + spelt(part);
    for (const auto& groups : identifier.needs) {
        std::vector<std::string> words;
        for (const auto& group : groups) words.push_back(joined(group, '+'));
        line += " req=" + joined(words, ',');
    }
    if (!identifier.apart.empty()) line += " ex=" + joined(identifier.apart, ',');
    if (identifier.link_key) {
        std::vector<std::string> orders;
        for (const auto& order : identifier.qualifiers) orders.push_back(joined(order, ','));
        line += orders.empty() ? " dlpkey" : " dlpkey=" + joined(orders, '|');
    }
    return spelt(line + " # " + identifier.title);
}

}  // namespace

TEST(Gs1Cases, linters) {
    NEEDS_DATA();
    const std::string file = "linter-cases.tsv";
    tests::gs1::run_cases(file, tests::gs1::cases_of(file, {0, 1, 2, 3}), run_linter);
}

TEST(Gs1Cases, the_table_says_what_the_dictionary_says) {
    NEEDS_DATA();
    std::ifstream dictionary{std::string{std::getenv("COUNTERFOIL_DATA")} +
                             "/gs1/gs1-syntax-dictionary.txt"};
    ASSERT_TRUE(dictionary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(dictionary, line);) {
        if (!line.empty() && !line.starts_with('#')) lines.push_back(spelt(line));
    }
    std::vector<std::string> ours;
    for (const Identifier& identifier : Dictionary::standard().identifiers()) {
        ours.push_back(spelt(identifier));
    }
    std::ranges::sort(lines);
    std::ranges::sort(ours);
    EXPECT_EQ(ours, lines);
}

TEST(Gs1Cases, bracketed) {
    NEEDS_DATA();
    const std::string file = "bracketed-ai-cases.tsv";
    tests::gs1::run_cases(
        file, tests::gs1::cases_of(file, {0, 1}), [](const Case& one, const Leniency& leniency) {
            return run_elements(one, parse_bracketed(one.columns[1], leniency), 2);
        });
}

TEST(Gs1Cases, unbracketed) {
    NEEDS_DATA();
    const std::string file = "unbracketed-ai-cases.tsv";
    tests::gs1::run_cases(
        file, tests::gs1::cases_of(file, {0, 1}), [](const Case& one, const Leniency&) {
            const std::string& text = one.columns[1];
            const bool sound = text.starts_with('^') && parse_elements(text.substr(1), '^');
            return differ(one.columns[0], outcome(sound));
        });
}

TEST(Gs1Cases, digital_links) {
    NEEDS_DATA();
    const std::string file = "digital-link-parse-cases.tsv";
    tests::gs1::run_cases(file, tests::gs1::cases_of(file, {0, 1}),
                          [](const Case& one, const Leniency& leniency) {
                              const std::string& text = one.columns[1];
                              if (!is_web_address(text)) return differ(one.columns[0], "invalid");
                              return run_elements(one, parse_link(text, leniency), 2);
                          });
}

TEST(Gs1Cases, associations) {
    NEEDS_DATA();
    const std::string file = "ai-association-cases.tsv";
    tests::gs1::run_cases(file, tests::gs1::cases_of(file, {0, 1}), run_association);
}

TEST(Gs1Cases, scan_data_that_is_sent) {
    NEEDS_DATA();
    const std::string file = "scandata-generate-cases.tsv";
    tests::gs1::run_cases(file, tests::gs1::cases_of(file, {0, 1}), run_generate);
}

TEST(Gs1Cases, scan_data_that_is_read) {
    NEEDS_DATA();
    const std::string file = "scandata-process-cases.tsv";
    tests::gs1::run_cases(file, tests::gs1::cases_of(file, {0, 1}), run_process);
}
