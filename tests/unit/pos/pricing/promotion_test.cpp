// Goal: prove that the choice among promotions is the customer's best one, and exact.
// Method: tables as a shop would write them down, every refusal of terms, then seeded baskets: the
// saving is that of a search through every assignment, parts add up and leave no line below zero,
// no order of lines and no further promotion makes the total larger.
#include "pos/pricing/promotion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "pos/money/decimal.hpp"
#include "pos/pricing/promotion_off.hpp"

using namespace pos;
using namespace pos::pricing;

namespace {

const Currency kEur = *currency_of("EUR");

Money euros(const std::string& text) {
    return *parse_money(text, kEur);
}

/// "3 for 2", "3 for 5.00" (with a point), "2nd 50%", "10%", "-0.50", "=1.99", "spend 50 -5",
/// "spend 50 10%"; then "+" for combinable and "max N".
PromotionRule rule(const std::string& text) {
    std::istringstream words{text};
    std::vector<std::string> word;
    for (std::string each; words >> each;) word.push_back(each);
    PromotionRule rule{.amount = {0, kEur}, .price = {0, kEur}, .spend = {0, kEur}};
    const auto rate = [](std::string percent_text) {
        percent_text.pop_back();
        return *parse_percent(percent_text);
    };
    std::size_t used = 1;
    if (word[0] == "spend") {
        rule.spend = euros(word[1]);
        const bool share = word[2].ends_with('%');
        rule.kind = share ? PromotionKind::spend_percent : PromotionKind::spend_amount;
        if (share) rule.rate = rate(word[2]);
        if (!share) rule.price = euros(word[2].substr(1));
        used = 3;
    } else if (word.size() > 1 && word[1] == "for") {
        rule.pieces = static_cast<std::uint32_t>(std::stoul(word[0]));
        const bool price = word[2].find('.') != std::string::npos;
        rule.kind = price ? PromotionKind::n_for_price : PromotionKind::n_for_m;
        if (price) rule.price = euros(word[2]);
        if (!price) rule.paid = static_cast<std::uint32_t>(std::stoul(word[2]));
        used = 3;
    } else if (word[0].ends_with("nd") || word[0].ends_with("th")) {
        rule.kind = PromotionKind::nth_off;
        rule.pieces = static_cast<std::uint32_t>(std::stoul(word[0]));
        rule.rate = rate(word[1]);
        used = 2;
    } else if (word[0].ends_with('%')) {
        rule.rate = rate(word[0]);
    } else {
        const bool fixed = word[0].starts_with('=');
        rule.kind = fixed ? PromotionKind::fixed_price : PromotionKind::amount_off;
        rule.amount = *parse_unit_price(word[0].substr(1), kEur);
    }
    for (; used < word.size(); ++used) {
        if (word[used] == "+") rule.combinable = true;
        if (word[used] == "max") {
            rule.times_max = static_cast<std::uint32_t>(std::stoul(word[++used]));
        }
    }
    return rule;
}

std::vector<Promotion> promotions(const std::vector<std::string>& texts) {
    std::vector<Promotion> all;
    for (const auto& text : texts) {
        Promotion& one = all.emplace_back();
        one.label = text;
        one.rule = rule(text);
    }
    return all;
}

/// "3 x 1.20 AB", "1.204 kg 2.99 A", "1 x 5.00 A hand": letters name promotions.
std::vector<PromotionLine> basket(const std::string& text) {
    std::vector<PromotionLine> lines;
    std::istringstream rows{text};
    for (std::string row; std::getline(rows, row, ';');) {
        std::istringstream words{row};
        std::string quantity;
        std::string sort;
        std::string price;
        std::string letters;
        std::string hand;
        words >> quantity >> sort >> price >> letters >> hand;
        PromotionLine& line = lines.emplace_back();
        line.quantity = *parse_quantity(quantity);
        line.value =
            *extend(line.quantity, *parse_unit_price(price, kEur), RoundingMode::half_away);
        line.by_piece = sort == "x";
        line.by_hand = hand == "hand";
        for (const char letter : letters) {
            if (letter != '-') line.promotions.push_back(static_cast<std::size_t>(letter - 'A'));
        }
    }
    return lines;
}

PromotionTerms terms_of(const std::vector<PromotionLine>& lines) {
    PromotionTerms terms{.basket = zero(kEur)};
    for (const auto& line : lines) terms.basket += line.value;
    return terms;
}

std::int64_t saved(const Promoted& promoted) {
    std::int64_t all = 0;
    for (const auto& line : promoted.lines) {
        for (const auto& part : line) all += part.amount.minor;
    }
    for (const auto& part : promoted.basket) all += part.amount.minor;
    return all;
}

/// "A0.40 B0.10 | - | A1.00 || C5.00": by line, then of the basket.
std::string told(const std::vector<std::string>& texts, const std::string& goods) {
    const auto lines = basket(goods);
    const auto promoted = promote(promotions(texts), lines, terms_of(lines));
    std::string all;
    const auto tell = [&](const std::vector<PromotionPart>& parts) {
        std::string text;
        for (const auto& part : parts) {
            text += (text.empty() ? "" : " ") +
                    std::string(1, static_cast<char>('A' + part.promotion)) +
                    format_decimal(part.amount.minor, 2, 2);
        }
        return text.empty() ? std::string{"-"} : text;
    };
    for (const auto& line : promoted.lines) all += (all.empty() ? "" : " | ") + tell(line);
    if (!promoted.basket.empty()) all += " || " + tell(promoted.basket);
    return all;
}

}  // namespace

TEST(Promotion, each_kind_by_itself) {
    EXPECT_EQ(told({"10%"}, "3 x 0.35 A; 1.204 kg 2.99 A; 1 x 9.00 -"), "A0.11 | A0.36 | -");
    EXPECT_EQ(told({"-0.50"}, "3 x 1.20 A; 1 x 0.40 A; 1.500 kg 2.00 A"), "A1.50 | A0.40 | A0.75");
    EXPECT_EQ(told({"=0.99"}, "2 x 1.29 A; 1 x 0.89 A; 0.500 kg 2.99 A"), "A0.60 | - | A1.00");
    EXPECT_EQ(told({"3 for 2"}, "2 x 1.19 A"), "-");
    EXPECT_EQ(told({"3 for 2"}, "3 x 1.19 A"), "A1.19");
    EXPECT_EQ(told({"3 for 2"}, "7 x 1.19 A"), "A2.38");
    EXPECT_EQ(told({"3 for 5.00"}, "4 x 2.00 A"), "A1.00");
    EXPECT_EQ(told({"3 for 7.00"}, "3 x 2.00 A"), "-");  // dearer than without
    EXPECT_EQ(told({"2nd 50%"}, "2 x 0.99 A"), "A0.50");
    EXPECT_EQ(told({"2nd 50%"}, "3 x 0.99 A"), "A0.50");
    EXPECT_EQ(told({"spend 50 -5"}, "5 x 9.99 A"), "-");
    EXPECT_EQ(told({"spend 50 -5"}, "5 x 10.00 A"), "- || A5.00");
    EXPECT_EQ(told({"spend 50 -5"}, "10 x 10.00 A"), "- || A10.00");
    EXPECT_EQ(told({"spend 50 -5 max 1"}, "10 x 10.00 A"), "- || A5.00");
    EXPECT_EQ(told({"spend 50 10%"}, "5 x 10.00 A; 1 x 3.00 -"), "A5.00 | -");
    EXPECT_EQ(told({"spend 50 10%"}, "4 x 10.00 A; 1 x 30.00 -"), "- | -");
}

TEST(Promotion, goods_are_mixed_and_the_cheapest_of_each_group_is_free) {
    // 3.00 and 1.00 are free: the dearest go together. What is free is shared out by price.
    EXPECT_EQ(told({"3 for 2"}, "1 x 1.00 A; 2 x 4.00 A; 1 x 3.00 A; 2 x 2.00 A"),
              "A0.25 | A2.00 | A0.75 | A1.00");
    EXPECT_EQ(told({"3 for 2"}, "1 x 1.50 A; 1 x 1.20 A; 1 x 0.90 A"), "A0.38 | A0.30 | A0.22");
    EXPECT_EQ(told({"3 for 5.00"}, "1 x 2.50 A; 1 x 1.00 A; 2 x 2.00 A"), "A0.58 | - | A0.92");
    EXPECT_EQ(told({"2nd 50%"}, "1 x 3.00 A; 1 x 2.00 A; 1 x 1.00 A"), "A0.60 | A0.40 | -");
    // What is weighed is in no group.
    EXPECT_EQ(told({"3 for 2"}, "3 kg 1.00 A; 2 x 1.00 A"), "- | -");
}

TEST(Promotion, the_best_for_the_customer_is_taken) {
    EXPECT_EQ(told({"10%", "20%"}, "1 x 10.00 AB"), "B2.00");
    EXPECT_EQ(told({"10%", "10%"}, "1 x 10.00 AB"), "A1.00");    // precedence decides
    EXPECT_EQ(told({"10% +", "20%"}, "1 x 10.00 AB"), "B2.00");  // exclusive
    EXPECT_EQ(told({"10% +", "20% +"}, "1 x 10.00 AB"), "A1.00 B1.80");
    EXPECT_EQ(told({"10% +", "10% +", "15%"}, "1 x 10.00 ABC"), "A1.00 B0.90");
    EXPECT_EQ(told({"3 for 2", "40%"}, "3 x 1.00 AB"), "B1.20");
    EXPECT_EQ(told({"3 for 2", "30%"}, "4 x 1.00 AB"), "A1.00 B0.30");  // the fourth
    EXPECT_EQ(told({"3 for 2 +", "10% +"}, "3 x 1.00 AB"), "A0.90 B0.30");
    EXPECT_EQ(told({"3 for 2", "2nd 50%"}, "5 x 1.00 AB"), "A1.00 B0.50");
    // Giving the dear ones to the half price and three others to 3 for 2 beats the dearest first.
    EXPECT_EQ(told({"3 for 2", "2nd 50%"}, "2 x 9.00 AB; 3 x 2.00 A"), "B4.50 | A2.00");
    EXPECT_EQ(told({"spend 20 -6", "50%"}, "1 x 10.00 AB; 1 x 10.00 A"), "- | - || A6.00");
    EXPECT_EQ(told({"spend 20 -5", "50%"}, "1 x 10.00 AB; 1 x 10.00 A"), "B5.00 | -");
    EXPECT_EQ(told({"spend 20 -5 +", "50%"}, "1 x 10.00 AB; 1 x 10.00 A"), "B5.00 | - || A5.00");
    EXPECT_EQ(told({"spend 20 -19 +", "90%"}, "2 x 10.00 AB"), "B18.00 || A2.00");
}

TEST(Promotion, at_most_so_many_times) {
    EXPECT_EQ(told({"3 for 2 max 1"}, "7 x 1.00 A"), "A1.00");
    EXPECT_EQ(told({"=0.50 max 2"}, "5 x 1.00 A"), "A1.00");
    EXPECT_EQ(told({"=0.50 max 2"}, "1 x 1.00 A; 1 x 3.00 A; 1 x 2.00 A"), "- | A2.50 | A1.50");
    EXPECT_EQ(told({"10% max 1"}, "0.500 kg 2.00 A; 2.000 kg 2.00 A"), "- | A0.40");
    EXPECT_EQ(told({"3 for 2 max 1 +", "10% +"}, "6 x 1.00 AB"), "A0.90 B0.60");
}

TEST(Promotion, by_hand_counts_towards_the_basket_alone) {
    EXPECT_EQ(told({"10%", "spend 10 -1 +"}, "1 x 6.00 AB hand; 1 x 4.00 AB"),
              "- | A0.40 || B1.00");
}

TEST(Promotion, many_pieces_of_a_line) {
    EXPECT_EQ(told({"3 for 2"}, "1500 x 1.00 A"), "A500.00");
    EXPECT_EQ(told({"3 for 2"}, "1000000 x 0.01 A"), "A6.66");  // 2,000 of them are counted
    EXPECT_EQ(told({"10%"}, "1000000 x 0.01 A"), "A1000.00");
    EXPECT_EQ(told({"3 for 2"}, "3 x 0.333333 A"), "A0.33");
}

TEST(Promotion, parts_are_multiples_of_the_line_step) {
    const auto all = promotions({"3 for 2", "10%"});
    const auto lines = basket("1 x 1.50 A; 1 x 1.20 A; 1 x 0.90 A; 1 x 1.35 B");
    auto terms = terms_of(lines);
    terms.step_minor = 5;
    const auto promoted = promote(all, lines, terms);
    EXPECT_EQ(promoted.lines[0][0].amount, euros("0.35"));
    EXPECT_EQ(promoted.lines[1][0].amount, euros("0.30"));
    EXPECT_EQ(promoted.lines[2][0].amount, euros("0.20"));
    EXPECT_EQ(promoted.lines[3][0].amount, euros("0.15"));
}

TEST(Promotion, terms_that_make_no_sense_are_refused) {
    const auto refused = [](const std::string& text, auto change) {
        PromotionRule wrong = rule(text);
        change(wrong);
        const auto checked = check(wrong, kEur);
        // And are passed over where nobody looked.
        auto all = promotions({"10%"});
        all[0].rule = wrong;
        auto lines = basket("3 x 60.00 A");
        EXPECT_EQ(saved(promote(all, lines, terms_of(lines))), 0);
        return checked ? std::optional<PromotionError>{} : checked.error();
    };
    using enum PromotionError;
    const Currency usd = *currency_of("USD");
    EXPECT_EQ(refused("-0.50", [&](auto& r) { r.amount.currency = usd; }), other_currency);
    EXPECT_EQ(refused("3 for 5.00", [&](auto& r) { r.price.currency = usd; }), other_currency);
    EXPECT_EQ(refused("spend 5 10%", [&](auto& r) { r.spend.currency = usd; }), other_currency);
    EXPECT_EQ(refused("10%", [](auto& r) { r.rate = {}; }), rate_out_of_range);
    EXPECT_EQ(refused("10%", [](auto& r) { r.rate = percent(101); }), rate_out_of_range);
    EXPECT_EQ(refused("-0.50", [](auto& r) { r.amount.e8 = 0; }), amount_out_of_range);
    EXPECT_EQ(refused("=0.50", [](auto& r) { r.amount.e8 = -1; }), amount_out_of_range);
    EXPECT_EQ(refused("3 for 5.00", [](auto& r) { r.price.minor = -1; }), amount_out_of_range);
    EXPECT_EQ(refused("spend 5 -1", [](auto& r) { r.price.minor = 0; }), amount_out_of_range);
    EXPECT_EQ(refused("3 for 2", [](auto& r) { r.pieces = 1; }), group_out_of_range);
    EXPECT_EQ(refused("3 for 2", [](auto& r) { r.pieces = 25; }), group_out_of_range);
    EXPECT_EQ(refused("3 for 2", [](auto& r) { r.paid = 3; }), group_out_of_range);
    EXPECT_EQ(refused("3 for 2", [](auto& r) { r.paid = 0; }), group_out_of_range);
    EXPECT_EQ(refused("spend 5 10%", [](auto& r) { r.spend.minor = 0; }), spend_out_of_range);
    EXPECT_TRUE(check(rule("=0.00"), kEur));  // given away
}

// ---- seeded baskets ----

namespace {

using Rng = std::mt19937_64;

std::int64_t between(Rng& rng, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(rng);
}

PromotionRule random_rule(Rng& rng) {
    PromotionRule rule{.kind = static_cast<PromotionKind>(between(rng, 0, 7)),
                       .rate = {between(rng, 1, 100) * 1'000'000},
                       .amount = {between(rng, 1, 300) * 1'000'000, kEur},
                       .price = {between(rng, 1, 600), kEur},
                       .spend = {between(rng, 1, 2'000), kEur},
                       .pieces = static_cast<std::uint32_t>(between(rng, 2, 4)),
                       .paid = 1};
    rule.paid = static_cast<std::uint32_t>(between(rng, 1, rule.pieces - 1));
    if (between(rng, 0, 3) == 0) rule.times_max = static_cast<std::uint32_t>(between(rng, 1, 2));
    rule.combinable = between(rng, 0, 1) == 1;
    return rule;
}

std::vector<Promotion> random_promotions(Rng& rng, std::int64_t count_max) {
    std::vector<Promotion> all(static_cast<std::size_t>(between(rng, 1, count_max)));
    for (auto& one : all) one.rule = random_rule(rng);
    return all;
}

std::vector<PromotionLine> random_lines(Rng& rng, std::size_t promotion_count,
                                        std::int64_t lines_max, std::int64_t pieces_max) {
    std::vector<PromotionLine> lines(static_cast<std::size_t>(between(rng, 1, lines_max)));
    std::uint8_t item = 0;
    for (auto& line : lines) {
        line.item.bytes[0] = ++item;
        line.by_piece = between(rng, 0, 4) > 0;
        line.by_hand = between(rng, 0, 9) == 0;
        line.quantity = line.by_piece ? pieces(between(rng, 1, pieces_max))
                                      : Quantity{between(rng, 1, 5'000'000)};
        line.value = {between(rng, 0, 1'000), kEur};
        for (std::size_t p = 0; p < promotion_count; ++p) {
            if (between(rng, 0, 2) > 0) line.promotions.push_back(p);
        }
    }
    return lines;
}

class Seeded : public testing::TestWithParam<std::uint64_t> {
protected:
    Rng rng{GetParam()};
};

}  // namespace

TEST_P(Seeded, parts_add_up_and_nothing_costs_less_than_nothing) {
    for (int round = 0; round < 300; ++round) {
        const auto all = random_promotions(rng, 6);
        const auto lines = random_lines(rng, all.size(), 8, 9);
        const auto terms = terms_of(lines);
        const auto promoted = promote(all, lines, terms);
        std::int64_t left = terms.basket.minor;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            std::int64_t of_line = lines[at].value.minor;
            std::size_t before = SIZE_MAX;
            for (const auto& part : promoted.lines[at]) {
                EXPECT_GT(part.amount.minor, 0);
                EXPECT_TRUE(std::ranges::binary_search(lines[at].promotions, part.promotion));
                EXPECT_TRUE(before == SIZE_MAX || before < part.promotion);
                before = part.promotion;
                of_line -= part.amount.minor;
                left -= part.amount.minor;
            }
            ASSERT_GE(of_line, 0) << "seed " << GetParam() << " round " << round;
            EXPECT_TRUE(!lines[at].by_hand || promoted.lines[at].empty());
        }
        for (const auto& part : promoted.basket) left -= part.amount.minor;
        ASSERT_GE(left, 0) << "seed " << GetParam() << " round " << round;
    }
}

TEST_P(Seeded, no_order_of_lines_changes_the_saving) {
    for (int round = 0; round < 300; ++round) {
        const auto all = random_promotions(rng, 6);
        auto lines = random_lines(rng, all.size(), 8, 9);
        const auto terms = terms_of(lines);
        const auto first = promote(all, lines, terms);
        std::map<std::uint8_t, std::vector<PromotionPart>> parts;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            parts[lines[at].item.bytes[0]] = first.lines[at];
        }
        std::ranges::shuffle(lines, rng);
        const auto again = promote(all, lines, terms);
        ASSERT_EQ(saved(first), saved(again)) << "seed " << GetParam() << " round " << round;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            ASSERT_EQ(parts[lines[at].item.bytes[0]], again.lines[at])
                << "seed " << GetParam() << " round " << round;
        }
    }
}

TEST_P(Seeded, another_promotion_never_raises_the_total) {
    for (int round = 0; round < 300; ++round) {
        auto all = random_promotions(rng, 5);
        auto lines = random_lines(rng, all.size(), 8, 9);
        const auto terms = terms_of(lines);
        const std::int64_t before = saved(promote(all, lines, terms));
        const auto at =
            static_cast<std::size_t>(between(rng, 0, static_cast<std::int64_t>(all.size())));
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), Promotion{});
        all[at].rule = random_rule(rng);
        for (auto& line : lines) {
            for (auto& p : line.promotions) p += p >= at ? 1 : 0;
            if (between(rng, 0, 2) > 0) line.promotions.push_back(at);
            std::ranges::sort(line.promotions);
        }
        ASSERT_GE(saved(promote(all, lines, terms)), before)
            << "seed " << GetParam() << " round " << round;
    }
}

namespace {

/// The best that any assignment of single pieces to promotions saves.
class Search {
public:
    Search(const std::vector<Promotion>& promotions, std::vector<PromotionLine> lines)
        : promotions_{promotions}, lines_{std::move(lines)}, groups_(promotions.size()) {
        std::ranges::sort(lines_, [](const auto& a, const auto& b) { return a.value > b.value; });
    }
    std::int64_t run() {
        from(0, 0);
        return best_;
    }

private:
    bool counted(std::size_t p) const {
        return counts_groups(promotions_[p].rule.kind) || promotions_[p].rule.times_max > 0;
    }

    void from(std::size_t at, std::int64_t so_far) {
        if (at == lines_.size()) return finish(so_far);
        from(at + 1, so_far);
        for (const std::size_t p : lines_[at].promotions) {
            if (counted(p)) {
                groups_[p].push_back(lines_[at].value.minor);
                from(at + 1, so_far);
                groups_[p].pop_back();
            } else {
                from(at + 1, so_far + taken_off(promotions_[p].rule, lines_[at].value.minor,
                                                pieces(1), {}));
            }
        }
    }

    void finish(std::int64_t so_far) {
        for (std::size_t p = 0; p < promotions_.size(); ++p) {
            const auto& rule = promotions_[p].rule;
            const auto& pieces_of = groups_[p];
            const std::size_t size = counts_groups(rule.kind) ? rule.pieces : 1;
            const std::size_t times = pieces_of.size() / size;
            if (pieces_of.size() % size != 0) return;
            if (rule.times_max > 0 && times > rule.times_max) return;
            for (std::size_t g = 0; g < times; ++g) {
                for (std::size_t k = 0; k < size; ++k) {
                    const std::int64_t value = pieces_of[g * size + k];
                    if (rule.kind == PromotionKind::n_for_m) {
                        so_far += k >= rule.paid ? value : 0;
                    } else if (rule.kind == PromotionKind::n_for_price) {
                        so_far += value - (k == 0 ? rule.price.minor : 0);
                    } else if (rule.kind == PromotionKind::nth_off) {
                        if (k + 1 == size)
                            so_far +=
                                portion({value, kEur}, rule.rate, RoundingMode::half_away).minor;
                    } else {
                        so_far += taken_off(rule, value, pieces(1), {});
                    }
                }
            }
        }
        best_ = std::max(best_, so_far);
    }

    const std::vector<Promotion>& promotions_;
    std::vector<PromotionLine> lines_;
    std::vector<std::vector<std::int64_t>> groups_;
    std::int64_t best_{0};
};

}  // namespace

TEST_P(Seeded, the_saving_is_the_largest_that_any_assignment_gives) {
    for (int round = 0; round < 60; ++round) {
        auto all = random_promotions(rng, 3);
        for (auto& one : all) {
            one.rule.combinable = false;
            while (one.rule.kind >= PromotionKind::spend_percent) one.rule = random_rule(rng);
            one.rule.combinable = false;
        }
        auto lines = random_lines(rng, all.size(), 7, 1);
        for (auto& line : lines) {
            line.by_hand = false;
            line.by_piece = true;
            line.quantity = pieces(1);
        }
        ASSERT_EQ(saved(promote(all, lines, terms_of(lines))), Search(all, lines).run())
            << "seed " << GetParam() << " round " << round;
    }
}

INSTANTIATE_TEST_SUITE_P(, Seeded, testing::Values(1, 2, 3, 4, 5, 6, 7, 8));
