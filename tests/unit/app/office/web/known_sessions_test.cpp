// Goal: whoever was answered lately is known, and nobody else. Method: one after the other, with
// instants of the test's, up to as many as there may be.
#include "app/office/web/known_sessions.hpp"

#include <gtest/gtest.h>

#include "app/core/office/sign_in.hpp"

namespace {

using app::office::web::KnownSessions;

TEST(KnownSessions, AreThoseSeenLately) {
    KnownSessions known;
    EXPECT_FALSE(known.knows("", {0}));
    EXPECT_FALSE(known.knows("a", {0}));
    known.saw("a", {5});
    EXPECT_TRUE(known.knows("a", {5 + app::core::kSessionIdle_ms}));
    EXPECT_FALSE(known.knows("a", {6 + app::core::kSessionIdle_ms}));
    known.saw("a", {100});
    EXPECT_TRUE(known.knows("a", {6 + app::core::kSessionIdle_ms}));
    known.forget("a");
    EXPECT_FALSE(known.knows("a", {100}));
}

TEST(KnownSessions, GoFromTheOldestOn) {
    KnownSessions known;
    for (std::size_t i = 0; i <= KnownSessions::kMax; ++i) {
        known.saw(std::to_string(i), {static_cast<std::int64_t>(i)});
    }
    EXPECT_FALSE(known.knows("0", {0}));
    EXPECT_TRUE(known.knows("1", {1}));
    EXPECT_TRUE(known.knows(std::to_string(KnownSessions::kMax), {0}));
}

}  // namespace
