// Goal: in-store labels, cards and GS1 identifiers mean here what they mean in a published
// nomenclature. Method: its patterns are taken out of its files and each is asked of our presets
// and our table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "app/core/label_presets.hpp"
#include "pos/catalog/gs1/dictionary.hpp"

namespace {

struct Rule {
    std::string type;
    std::string pattern;
};

/// The records of the nomenclature's files, as type and pattern.
std::vector<Rule> rules_of(const std::string& name_part, bool gs1) {
    const std::filesystem::path folder{std::string{std::getenv("COUNTERFOIL_DATA")} +
                                       "/gs1/odoo-nomenclature"};
    const std::regex record{R"(<record[^>]*>([\s\S]*?)</record>)"};
    const std::regex pattern{R"(<field name="pattern">([^<]*)</field>)"};
    const std::regex type{R"(<field name="type">([^<]*)</field>)"};
    std::vector<Rule> rules;
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        const std::string name = file.path().filename();
        if (name.contains("gs1") != gs1 || !name.contains(name_part)) continue;
        std::ifstream in{file.path()};
        const std::string xml{std::istreambuf_iterator<char>{in}, {}};
        for (std::sregex_iterator at{xml.begin(), xml.end(), record}, end; at != end; ++at) {
            const std::string body = (*at)[1];
            std::smatch what;
            std::smatch how;
            if (!std::regex_search(body, what, type) || !std::regex_search(body, how, pattern)) {
                continue;
            }
            rules.push_back({what[1], how[1]});
        }
    }
    return rules;
}

/// "21.....{NNDDD}" as our label of 13 places.
std::string label_of(const Rule& rule) {
    std::string pattern;
    int decimals = 0;
    for (const char c : rule.pattern) {
        if (c == '.') pattern += 'P';
        if (c == 'N' || c == 'D') pattern += 'V';
        if (c >= '0' && c <= '9') pattern += c;
        decimals += c == 'D' ? 1 : 0;
    }
    return pattern + "C " + rule.type + ' ' + std::to_string(decimals);
}

#define NEEDS_DATA() \
    if (std::getenv("COUNTERFOIL_DATA") == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA is not set"

}  // namespace

TEST(Nomenclature, its_labels_and_cards_are_among_those_of_a_new_shop) {
    NEEDS_DATA();
    app::core::ShopSettings settings;
    app::core::set_labels(settings, {});
    const std::map<std::string, std::string> kinds{
        {"cashier", "badge"}, {"client", "customer"}, {"coupon", "coupon"}};
    std::size_t labels = 0;
    std::size_t cards = 0;
    for (const Rule& rule : rules_of("barcode_patterns", false)) {
        if (rule.type == "weight" || rule.type == "price") {
            EXPECT_NE(std::ranges::find(settings.embedded_rules, label_of(rule)),
                      settings.embedded_rules.end())
                << label_of(rule);
            ++labels;
        }
        const auto kind = kinds.find(rule.type);
        if (kind == kinds.end()) continue;
        // "043|044": gift cards that are printed as coupons have a number of their own here.
        const std::string first = rule.pattern.substr(0, rule.pattern.find('|'));
        EXPECT_NE(std::ranges::find(settings.code_routes, first + "* " + kind->second),
                  settings.code_routes.end())
            << first;
        ++cards;
    }
    EXPECT_EQ(labels, 2u);
    EXPECT_EQ(cards, 3u);
}

TEST(Nomenclature, its_identifiers_are_ours_and_of_the_same_length) {
    NEEDS_DATA();
    const std::regex shape{R"(\((\d+)(?:\[0-5\])?\)\((?:\\d|\[[^\]]*\])\{(?:0,)?(\d+)\}\))"};
    std::size_t count = 0;
    for (const Rule& rule : rules_of("", true)) {
        std::smatch parts;
        ASSERT_TRUE(std::regex_match(rule.pattern, parts, shape)) << rule.pattern;
        const bool measure = rule.pattern.contains("[0-5]");
        const std::string ai = parts[1].str() + (measure ? "3" : "");
        const auto* identifier = pos::catalog::gs1::Dictionary::standard().find(ai);
        ASSERT_NE(identifier, nullptr) << ai;
        EXPECT_EQ(identifier->longest(), std::stoul(parts[2])) << ai;
        ++count;
    }
    EXPECT_EQ(count, 29u);
}
