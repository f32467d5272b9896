// Goal: prove that figures, words and identifiers of an import are what a person would read.
// Method: tables by hand, and seeded figures written in every way.
#include <gtest/gtest.h>
#include <random>

#include "app/core/imports/figures.hpp"
#include "app/core/imports/seen.hpp"
#include "app/core/imports/ulid_sequence.hpp"
#include "app/core/imports/words.hpp"
#include "pos/locale/currency_signs.hpp"

using namespace app::core::imports;

namespace {

std::string read(std::string_view text, DecimalSign sign = DecimalSign::either) {
    const FigureReader reader{sign, {"EUR", "€"}};
    const auto value = reader.read(text, 2);
    if (value) return std::to_string(*value);
    return "error " + std::to_string(static_cast<int>(value.error()));
}

/// Of a file that does not say what a lone point is.
std::string ask(std::string_view text, DecimalSign sign = DecimalSign::either) {
    const FigureReader reader{sign, {"€"}, app::core::imports::LonePoint::asks};
    const auto value = reader.read(text, 3);
    if (value) return std::to_string(*value);
    return "error " + std::to_string(static_cast<int>(value.error()));
}

std::string error(FigureError error) {
    return "error " + std::to_string(static_cast<int>(error));
}

}  // namespace

TEST(Figures, may_ask_what_a_lone_point_is) {
    EXPECT_EQ(ask("12.345"), error(FigureError::ambiguous));
    EXPECT_EQ(ask("-1.299 €"), error(FigureError::ambiguous));
    EXPECT_EQ(ask("12,345"), error(FigureError::ambiguous));
    EXPECT_EQ(ask("12.345", DecimalSign::point), "12345");
    EXPECT_EQ(ask("12.345", DecimalSign::comma), "12345000");
    EXPECT_EQ(ask("0.345"), "345");
    EXPECT_EQ(ask("12.34"), "12340");
    EXPECT_EQ(ask("1234.567"), "1234567");
    EXPECT_EQ(ask("1.234.567"), "1234567000");
    EXPECT_EQ(ask("12"), "12000");
}

TEST(Figures, are_read_as_people_write_them) {
    EXPECT_EQ(read("3.3"), "330");
    EXPECT_EQ(read("0"), "0");
    EXPECT_EQ(read("007.50"), "750");
    EXPECT_EQ(read(".5"), "50");
    EXPECT_EQ(read("2,49"), "249");
    EXPECT_EQ(read("€ 2,49"), "249");
    EXPECT_EQ(read("2,49\u00A0€"), "249");
    EXPECT_EQ(read("2.49EUR"), "249");
    EXPECT_EQ(read("1.234,50"), "123450");
    EXPECT_EQ(read("1,234.50"), "123450");
    EXPECT_EQ(read("1'234.50"), "123450");
    EXPECT_EQ(read("-1.89"), "-189");
    EXPECT_EQ(read("0,990"), "99");  // no thousand starts with a zero
    EXPECT_EQ(read("1.5", DecimalSign::comma), error(FigureError::not_a_figure));
    EXPECT_EQ(read("1.500", DecimalSign::comma), "150000");
    EXPECT_EQ(read("1,500", DecimalSign::point), "150000");
    EXPECT_EQ(read("1,5", DecimalSign::point), error(FigureError::not_a_figure));
    EXPECT_EQ(read("1.5.5", DecimalSign::point), error(FigureError::not_a_figure));
}

TEST(Figures, what_reads_two_ways_or_none_is_refused) {
    EXPECT_EQ(read("1,299"), error(FigureError::ambiguous));
    EXPECT_EQ(read("€12,345"), error(FigureError::ambiguous));
    EXPECT_EQ(read("1.239"), error(FigureError::too_many_decimals));
    EXPECT_EQ(read("1e5"), error(FigureError::not_a_figure));
    EXPECT_EQ(read("$5"), error(FigureError::not_a_figure));
    EXPECT_EQ(read("EUR"), error(FigureError::not_a_figure));
    EXPECT_EQ(read("12345678901234567890"), error(FigureError::out_of_range));
}

TEST(Figures, written_in_any_way_they_read_the_same) {
    std::mt19937_64 random{3};
    for (int round = 0; round < 5000; ++round) {
        const auto cents = static_cast<std::int64_t>(random() % 100'000'000'00);
        const std::string whole = std::to_string(cents / 100);
        std::string part = std::to_string(cents % 100);
        part.insert(0, 2 - part.size(), '0');
        std::string grouped = whole;
        for (std::size_t at = whole.size(); at > 3; at -= 3) grouped.insert(at - 3, ".");
        const std::string wanted = std::to_string(cents);
        EXPECT_EQ(read(whole + "." + part), wanted);
        EXPECT_EQ(read(whole + "," + part), wanted);
        EXPECT_EQ(read(grouped + "," + part), wanted);
        EXPECT_EQ(read(grouped + "," + part + " €", DecimalSign::comma), wanted);
        if (whole.size() > 3) {
            EXPECT_EQ(read(grouped, DecimalSign::comma), whole + "00");
        }
    }
}

TEST(Figures, a_currency_has_its_own_signs) {
    const auto signs = [](std::string_view code) {
        return pos::locale::currency_signs(*pos::currency_of(code));
    };
    EXPECT_EQ(signs("EUR"), (std::vector<std::string>{"EUR", "€"}));
    EXPECT_EQ(signs("CZK"), (std::vector<std::string>{"CZK", "Kč"}));
    EXPECT_EQ(signs("ILS"), (std::vector<std::string>{"ILS", "₪"}));
    EXPECT_TRUE(pos::locale::currency_signs({}).empty());
}

TEST(Words, units_and_flags_are_known_in_several_languages) {
    EXPECT_EQ(unit_of("Stück"), "");
    EXPECT_EQ(unit_of("KOM."), "");
    EXPECT_EQ(unit_of("ק״ג"), "kg");
    EXPECT_EQ(unit_of("Kg"), "kg");
    EXPECT_EQ(unit_of("m²"), "m2");
    EXPECT_EQ(unit_of("crate"), std::nullopt);
    EXPECT_EQ(yes_or_no("Yes"), true);
    EXPECT_EQ(yes_or_no("כן"), true);
    EXPECT_EQ(yes_or_no("nein"), false);
    EXPECT_EQ(yes_or_no(""), false);
    for (const char* yes : {"TRUE", "X", "Ja", "WAHR", "VRAI", "Sí", "VERDADERO", "אמת"}) {
        EXPECT_EQ(yes_or_no(yes), true) << yes;
    }
    for (const char* no : {"FALSE", "No", "FALSCH", "Non", "FAUX", "FALSO", "לא", "שקר"}) {
        EXPECT_EQ(yes_or_no(no), false) << no;
    }
    EXPECT_EQ(yes_or_no("storno"), std::nullopt);
    EXPECT_EQ(yes_or_no("2"), std::nullopt);
}

TEST(Seen, remembers_the_first_line_of_each_text) {
    Seen seen;
    EXPECT_EQ(seen.find("x"), std::nullopt);
    for (std::uint64_t line = 1; line <= 20'000; ++line) {
        EXPECT_EQ(seen.insert("code " + std::to_string(line), line), std::nullopt);
    }
    for (std::uint64_t line = 1; line <= 20'000; ++line) {
        EXPECT_EQ(seen.insert("code " + std::to_string(line), 99'999), line);
        EXPECT_EQ(seen.find("code " + std::to_string(line)), line);
    }
    EXPECT_EQ(seen.find("code 0"), std::nullopt);
}

TEST(UlidSequence, goes_up_by_one_and_keeps_its_time) {
    class Ones final : public pos::Random {
        void fill(std::span<std::byte> bytes) override {
            for (std::byte& byte : bytes) byte = std::byte{0xFF};
        }
    } ones;
    UlidSequence ids{{1'763'800'000'000}, ones};
    const pos::Ulid first = ids.next();
    pos::Ulid last = first;
    for (int at = 0; at < 1000; ++at) {
        const pos::Ulid next = ids.next();
        EXPECT_LT(last, next);
        EXPECT_TRUE(std::equal(next.bytes.begin(), next.bytes.begin() + 6, first.bytes.begin()));
        last = next;
    }
}
