// Goal: each linter takes what its standard allows, refuses the rest, and points at what is wrong.
// Method: one sound and one or more unsound texts a linter, worked by hand; seeded bytes against
// what every linter promises.
#include "pos/catalog/gs1/lint.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos::catalog::gs1;

namespace {

struct Sound {
    Linter linter;
    std::string_view text;
};
struct Unsound {
    Linter linter;
    std::string_view text;
    Flaw flaw;
};

}  // namespace

TEST(Gs1Lint, sound_parts) {
    const Sound parts[] = {
        {Linter::csetnumeric, "0123456789"},
        {Linter::cset82, R"(AZaz09!"%&'()*+,-./:;<=>?_)"},
        {Linter::cset39, "AZ09#-/"},
        {Linter::cset64, "aZ0-_8w=="},
        {Linter::csum, "4006381333931"},
        {Linter::csumalpha, "22"},
        {Linter::gcppos1, "4006rest"},
        {Linter::gcppos2, "x4006"},
        {Linter::hasnondigit, "12a"},
        {Linter::hh, "23"},
        {Linter::mi, "59"},
        {Linter::ss, "00"},
        {Linter::hhmi, "2359"},
        {Linter::hyphen, "-"},
        {Linter::iban, "DE89370400440532013000"},
        {Linter::importeridx, "_"},
        {Linter::iso3166, "276"},
        {Linter::iso3166999, "999"},
        {Linter::iso3166alpha2, "DE"},
        {Linter::iso4217, "978"},
        {Linter::iso5218, "9"},
        {Linter::latitude, "1800000000"},
        {Linter::longitude, "3600000000"},
        {Linter::mediatype, "10"},
        {Linter::nonzero, "0010"},
        {Linter::nozeroprefix, "10"},
        {Linter::packagetype, "PX"},
        {Linter::pcenc, "a%20b"},
        {Linter::pieceoftotal, "0303"},
        {Linter::posinseqslash, "9/10"},
        {Linter::winding, "1"},
        {Linter::yesno, "0"},
        {Linter::yymmd0, "250200"},
        {Linter::yymmdd, "240229"},
        {Linter::yyyymmd0, "20000200"},
        {Linter::yyyymmdd, "20000229"},
        {Linter::zero, "0"},
        {Linter::couponcode, "106141410012342501106501013085093101231"},
        {Linter::couponposoffer, "001234561234560123456"},
    };
    for (const Sound& part : parts) {
        EXPECT_EQ(lint(part.linter, part.text), std::nullopt) << name_of(part.linter);
    }
    EXPECT_EQ(std::size(parts), 39u);  // all of them
}

TEST(Gs1Lint, flaws_and_where_they_are) {
    const Unsound parts[] = {
        {Linter::csetnumeric, "12a4", {LintError::non_digit_character, 2, 1}},
        {Linter::cset82, "ab$", {LintError::invalid_cset82_character, 2, 1}},
        {Linter::cset39, "aB", {LintError::invalid_cset39_character, 0, 1}},
        {Linter::cset64, "ab+", {LintError::invalid_cset64_character, 2, 1}},
        {Linter::cset64, "abcd=", {LintError::invalid_cset64_padding, 4, 1}},
        {Linter::csum, "4006381333932", {LintError::incorrect_check_digit, 12, 1}},
        {Linter::csumalpha, "a22", {LintError::incorrect_check_pair, 1, 2}},
        {Linter::gcppos1, "123", {LintError::too_short_for_gcp, 0, 3}},
        {Linter::gcppos2, "112a4", {LintError::invalid_gcp_prefix, 3, 1}},
        {Linter::hhmi, "1260", {LintError::illegal_minute, 2, 2}},
        {Linter::iban, "DE88370400440532013000", {LintError::incorrect_iban_checksum, 2, 2}},
        {Linter::iban, "XX89370400440532013000", {LintError::illegal_iban_country_code, 0, 2}},
        {Linter::iso3166999, "998", {LintError::not_iso3166_or_999, 0, 3}},
        {Linter::latitude, "1800000001", {LintError::invalid_latitude, 0, 10}},
        {Linter::pcenc, "a%2", {LintError::invalid_percent_sequence, 1, 2}},
        {Linter::pieceoftotal, "0403", {LintError::piece_number_exceeds_total, 0, 4}},
        {Linter::posinseqslash, "2/1", {LintError::position_exceeds_end, 0, 3}},
        {Linter::yymmd0, "230229", {LintError::illegal_day, 4, 2}},
        {Linter::yymmd0, "231301", {LintError::illegal_month, 2, 2}},
        {Linter::yymmdd, "230200", {LintError::illegal_day, 4, 2}},
        {Linter::yyyymmd0, "21000229", {LintError::illegal_day, 6, 2}},
    };
    for (const Unsound& part : parts) {
        EXPECT_EQ(lint(part.linter, part.text), part.flaw) << name_of(part.linter) << part.text;
    }
}

TEST(Gs1Lint, a_coupon_is_read_field_by_field) {
    // Prefix 0123456 (7 digits), offer 123456, save 1.00, buy 1 of family 123; expires, starts.
    const std::string coupon = "10123456123456310011012" + std::string{"3"};
    ASSERT_EQ(lint(Linter::couponcode, coupon), std::nullopt);
    EXPECT_EQ(lint(Linter::couponcode, coupon + "3250101"), std::nullopt);
    EXPECT_EQ(lint(Linter::couponcode, coupon + "32501014250102"),
              (Flaw{LintError::coupon_expiration_before_start, coupon.size(), 14}));
    EXPECT_EQ(lint(Linter::couponcode, coupon + "8"),
              (Flaw{LintError::coupon_excess_data, coupon.size(), 1}));
    EXPECT_EQ(lint(Linter::couponcode, "1012345"), (Flaw{LintError::coupon_truncated_gcp, 1, 6}));
    // What is missing altogether is said of the whole.
    EXPECT_EQ(lint(Linter::couponcode, "10123456"),
              (Flaw{LintError::coupon_truncated_offer_code, 0, 8}));
}

TEST(Gs1Lint, names_are_found_again) {
    for (std::size_t at = 0; at < 39; ++at) {
        const auto linter = static_cast<Linter>(at);
        EXPECT_EQ(linter_named(name_of(linter)), linter);
    }
    EXPECT_EQ(linter_named("none"), std::nullopt);
    EXPECT_EQ(name_of(LintError::illegal_day), "illegal_day");
}

TEST(Gs1Lint, any_bytes_have_an_answer) {
    constexpr unsigned kSeed = 7;
    SCOPED_TRACE(kSeed);
    std::mt19937 random{kSeed};
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 40, '0');
        for (char& c : text) {
            const auto kind = random() % 4;
            c = kind == 0 ? static_cast<char>(random()) : static_cast<char>('0' + random() % 10);
        }
        const auto linter = static_cast<Linter>(random() % 39);
        const auto flaw = lint(linter, text);  // that it points into the text is asserted within
        EXPECT_TRUE(!flaw || !name_of(flaw->error).empty());
    }
}
