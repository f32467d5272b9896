// Goal: what the core refuses is said in the language of the page, whatever it is. Method: every
// reason there is, in every language.
#include "app/office/web/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/parties.hpp"
#include "pos/billing/rate.hpp"

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Why;
using app::office::web::cause_in_words;
using app::office::web::in_words;
using app::office::web::Words;

TEST(Refusal, IsSaidInEveryLanguage) {
    for (int why = 0; why <= static_cast<int>(Why::database); ++why) {
        const Failure failure{FailureKind::refused, "In English.", static_cast<Why>(why), "B09"};
        std::set<std::string> said;
        for (const Words& words : Words::all()) {
            const std::string text = in_words(failure, words);
            EXPECT_EQ(text.find('{'), text.npos) << text;
            said.insert(text);
        }
        EXPECT_EQ(said.size(), Words::all().size()) << why << ": the same in two languages";
        const auto named = app::core::why_named(app::core::name_of(static_cast<Why>(why)));
        EXPECT_EQ(named, static_cast<Why>(why));
    }
    EXPECT_FALSE(app::core::why_named("nothing_of_ours"));
}

TEST(Refusal, ThatWaitsOnAListIsSaidInEveryLanguage) {
    using app::office::web::waits_in_words;
    const Words& german = Words::choose("de", "");
    for (int why = 1; why <= static_cast<int>(Why::database); ++why) {
        const Failure failure{FailureKind::refused, "In English.", static_cast<Why>(why), "1.5"};
        const std::string text = waits_in_words(failure, german);
        EXPECT_NE(text, waits_in_words(failure, Words::choose("en", ""))) << why;
        // There is nothing to tick on a list.
        EXPECT_EQ(text.find("kreuzen Sie an"), text.npos) << text;
    }
    for (const char* name :
         {"not_in_its_currency", "zone_unknown", "no_usage_follows", "id_of_another"}) {
        const Failure failure{FailureKind::refused, "In English.", Why::other, name};
        EXPECT_EQ(waits_in_words(failure, german).find("In English."), std::string::npos) << name;
    }
    EXPECT_EQ(waits_in_words({FailureKind::refused, "It is very high."}, german),
              "It is very high.");
}

TEST(Refusal, OfTheDatabaseIsSaidWithoutItsOwnWordsWhereItHasAName) {
    const Words& german = Words::choose("de", "");
    const Failure full =
        app::core::failure(pos::store::StoreError{.kind = pos::store::StoreErrorKind::disk_full});
    EXPECT_EQ(in_words(full, german), "Die Festplatte der Zentrale ist voll.");
    const Failure odd{FailureKind::environment, "SQL said {no}.", Why::database, "store_failed"};
    EXPECT_EQ(in_words(odd, german), "Das konnte nicht gespeichert werden. SQL said {no}.");
}

TEST(Refusal, SaysWhatItIsAbout) {
    const Words& german = Words::choose("de", "");
    const Failure failure{FailureKind::refused, "There is no branch B09.", Why::no_branch, "B09"};
    EXPECT_EQ(in_words(failure, german), "Eine Filiale B09 gibt es nicht.");
    EXPECT_EQ(in_words(failure, Words::choose("en", "")), "There is no branch B09.");
}

TEST(Refusal, ThatOnlyTheCoreKnowsKeepsItsWords) {
    const Failure failure{FailureKind::refused, "Something {odd}."};
    EXPECT_EQ(in_words(failure, Words::choose("en", "")), "Something {odd}.");
    EXPECT_EQ(in_words(failure, Words::choose("de", "")), "Das wurde abgelehnt: Something {odd}.");
}

TEST(Refusal, OfACustomerIsSaidInEveryLanguage) {
    using pos::customer::PartyFault;
    for (int fault = 0; fault <= static_cast<int>(PartyFault::email_wrong); ++fault) {
        const Failure failure = app::core::billing::party_refusal(static_cast<PartyFault>(fault));
        const std::string text = in_words(failure, Words::choose("de", ""));
        EXPECT_EQ(text.find(failure.words), std::string::npos) << text;
        EXPECT_EQ(Words::choose("en", "").has("refused_" + failure.about), true) << failure.about;
    }
}

TEST(Refusal, ThatIsACauseIsSaidInEveryLanguage) {
    for (const auto& cause : app::core::billing::causes::kAll) {
        // Each name stands for itself.
        std::string english{cause.words};
        std::erase_if(english, [](char c) { return c == '{' || c == '}'; });
        const auto known = app::core::billing::cause_of(english);
        ASSERT_TRUE(known) << english;
        EXPECT_EQ(known->name, cause.name);
        std::set<std::string> said;
        for (const Words& words : Words::all()) {
            const std::string text = cause_in_words(english, words);
            EXPECT_EQ(text.find('{'), text.npos) << text;
            for (const auto& [name, value] : known->about) {
                EXPECT_EQ(name, value);
                EXPECT_NE(text.find(value), text.npos) << text;
            }
            said.insert(text);
        }
        EXPECT_EQ(said.size(), Words::all().size()) << cause.name << ": the same in two languages";
    }
}

TEST(Refusal, ThatIsACauseWithinAnotherIsSaidWhole) {
    namespace causes = app::core::billing::causes;
    const std::string inner = words_of(pos::billing::RatingError::amount_out_of_range);
    const std::string said = app::core::billing::say(
        causes::kBadLine, fmt::arg("subscription", "1-1"), fmt::arg("charge", "kwh"),
        fmt::arg("from", "2026-11-01"), fmt::arg("to", "2026-12-01"), fmt::arg("reason", inner));
    EXPECT_EQ(said, "subscription 1-1, charge kwh, 2026-11-01 to 2026-12-01: " + inner);
    const Words& german = Words::choose("de", "");
    const std::string in_german =
        "Vertrag 1-1, Posten kwh, 01.11.2026 bis 01.12.2026: es kommt auf "
        "mehr als 10^11";
    EXPECT_EQ(cause_in_words(said, german), in_german);
    EXPECT_EQ(in_words({FailureKind::refused, said}, german),
              "Es lässt sich nicht abrechnen: " + in_german + ".");
    EXPECT_EQ(cause_in_words("550 no such user", german), "550 no such user");
    EXPECT_EQ(cause_in_words("", german), "");
}

TEST(Refusal, OfALineIsOneOfTheCauses) {
    using pos::billing::RatingError;
    for (int error = 0; error <= static_cast<int>(RatingError::credits_exceed_total); ++error) {
        const std::string words = words_of(static_cast<RatingError>(error));
        EXPECT_TRUE(app::core::billing::cause_of(words)) << words;
    }
}

}  // namespace
