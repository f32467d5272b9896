// Goal: who knows a password gets a session, nobody else does, and guessing ends soon. Method: both
// engines; time is given, so that locks and sessions run out when the test says so.
#include "app/core/office/sign_in.hpp"

#include "pos/people/password.hpp"
#include "pos/store/office/sign_in.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace core = app::core;
using test::kMorning;

class SignIn : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        pos::store::CatalogueWriter people{*db_};
        ASSERT_TRUE(people.put(anna_));
        ASSERT_TRUE(pos::store::office::put_password(*db_, anna_.id, hash(), kMorning));
    }
    static const std::string& hash() {
        static const std::string made = pos::people::hash_password("a good password");
        return made;
    }
    auto sign_in(const std::string& name, const std::string& password, std::int64_t after_ms = 0) {
        auto done = core::sign_in(*db_, {name, password}, at(after_ms), random_);
        EXPECT_TRUE(done);
        return *done;
    }
    std::string token() { return sign_in("Anna", "a good password")->token; }
    bool is_in(const std::string& token, std::int64_t after_ms = 0) {
        const auto user = core::session_user(*db_, token, at(after_ms));
        EXPECT_TRUE(user);
        return user->has_value();
    }
    static pos::Instant at(std::int64_t after_ms) { return {kMorning.unix_ms + after_ms}; }

    pos::people::User anna_{test::id(90), "Anna", pos::people::Role::manager, true};
};

TEST_P(SignIn, GivesASessionToWhoeverKnowsThePassword) {
    const auto in = sign_in("Anna", "a good password");
    ASSERT_TRUE(in);
    EXPECT_EQ(in->user, anna_);
    EXPECT_TRUE(is_in(in->token));
    EXPECT_NE(token(), in->token);
    EXPECT_FALSE(is_in(std::string(64, '0')));
    EXPECT_FALSE(is_in(""));
    // What stands in the database opens nothing.
    const auto kept = db_->value<pos::Bytes>("SELECT session FROM web_session LIMIT 1");
    EXPECT_FALSE(is_in(pos::to_hex(**kept)));
    ASSERT_TRUE(core::sign_out(*db_, in->token));
    EXPECT_FALSE(is_in(in->token));
}

TEST_P(SignIn, SaysTheSameOfAWrongNameAndAWrongPassword) {
    EXPECT_EQ(sign_in("Anna", "a bad password").error(), core::SignInRefusal::wrong);
    EXPECT_EQ(sign_in("Nobody", "a good password").error(), core::SignInRefusal::wrong);
    EXPECT_EQ(sign_in("anna", "a good password").error(), core::SignInRefusal::wrong);
    anna_.active = false;
    ASSERT_TRUE(pos::store::CatalogueWriter{*db_}.put(anna_));
    EXPECT_EQ(sign_in("Anna", "a good password").error(), core::SignInRefusal::wrong);
}

TEST_P(SignIn, LocksANameForAWhile) {
    for (std::int64_t i = 0; i < core::kTriesOfName; ++i) {
        EXPECT_EQ(sign_in("Anna", "wrong").error(), core::SignInRefusal::wrong);
    }
    EXPECT_EQ(sign_in("Anna", "a good password").error(), core::SignInRefusal::locked);
    EXPECT_TRUE(sign_in("Anna", "a good password", core::kTriesWithin_ms + 1));
    // Being right once makes the earlier slips forgotten.
    EXPECT_EQ(sign_in("Anna", "wrong", core::kTriesWithin_ms + 2).error(),
              core::SignInRefusal::wrong);
}

TEST_P(SignIn, KeepsItsRowsFew) {
    for (int i = 0; i < 30; ++i) {
        EXPECT_EQ(sign_in("N" + std::to_string(i), "wrong").error(), core::SignInRefusal::wrong);
    }
    for (std::int64_t i = 1; i < core::kTriesOfName; ++i) {
        EXPECT_EQ(sign_in("N0", "wrong").error(), core::SignInRefusal::wrong);
    }
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(sign_in("N0", "wrong").error(), core::SignInRefusal::locked);
    }
    EXPECT_EQ(count("sign_in_attempt"), 30);
    EXPECT_TRUE(sign_in("Anna", "a good password", core::kTriesWithin_ms + 1));
    EXPECT_EQ(count("sign_in_attempt"), 0);
}

TEST_P(SignIn, EndsWhatIsNotUsedAndWhatIsOld) {
    const std::string idle = token();
    EXPECT_TRUE(is_in(idle, core::kSessionIdle_ms - 1));
    EXPECT_FALSE(is_in(idle, 2 * core::kSessionIdle_ms));
    const std::string used = token();
    std::int64_t when = 0;
    for (; when < core::kSessionMax_ms; when += core::kSessionIdle_ms / 2)
        EXPECT_TRUE(is_in(used, when));
    EXPECT_FALSE(is_in(used, core::kSessionMax_ms));
    // The next one to sign in sweeps them out.
    EXPECT_TRUE(sign_in("Anna", "a good password", core::kSessionMax_ms + 1));
    EXPECT_EQ(count("web_session"), 1);
}

TEST_P(SignIn, MarksFormsByTheToken) {
    const std::string mark = core::form_mark("token");
    EXPECT_TRUE(core::is_form_mark(mark, "token"));
    EXPECT_FALSE(core::is_form_mark(mark, "other"));
    EXPECT_FALSE(core::is_form_mark("", "token"));
    EXPECT_FALSE(core::is_form_mark(core::form_mark(""), ""));
}

}  // namespace

ON_EITHER_ENGINE(SignIn);
