// Goal: whatever goes wrong on the way, the provider's driver never takes it for an answer, the
// money moves once, and asking by the key finds what became of it. Method: the emulated provider
// over real HTTP, with each of its troubles.
#include "drivers/provider/emulator/emulated_provider.hpp"

#include <gtest/gtest.h>

#include "drivers/provider/provider.hpp"

namespace {

using namespace drivers::provider;
using emulator::EmulatedProvider;
using emulator::Trouble;

class ProviderOverHttp : public testing::Test {
protected:
    void SetUp() override {
        auto host = drivers::emulator::Host::start(machine_, drivers::emulator::TcpPlace{});
        ASSERT_TRUE(host);
        host_ = std::move(*host);
    }
    Answer charge(const std::string& amount, const std::string& key) {
        return provider().charge(of(amount, key));
    }
    Answer ask(const std::string& amount, const std::string& key) {
        return provider().ask(of(amount, key));
    }
    static Charge of(const std::string& amount, const std::string& key) {
        return {key, "tok_7", amount, "EUR", "I1"};
    }
    Provider& provider(const std::string& key = "secret") {
        provider_ = std::make_unique<Provider>(Target{emulator::url_of(host_->address()) + "/v1/",
                                                      key, "", std::chrono::milliseconds{500}});
        return *provider_;
    }

    EmulatedProvider machine_{"secret"};
    std::unique_ptr<drivers::emulator::Host> host_;
    std::unique_ptr<Provider> provider_;
};

TEST_F(ProviderOverHttp, charges_and_tells) {
    const Answer paid = charge("11.78", "a");
    EXPECT_EQ(paid.verdict, Verdict::paid) << paid.said;
    EXPECT_EQ(paid.reference, "P-1");
    const Answer declined = charge("11.41", "b");
    EXPECT_EQ(declined.verdict, Verdict::declined) << declined.said;
    EXPECT_EQ(declined.said, "No cover");
    EXPECT_EQ(ask("11.78", "a").verdict, Verdict::paid);
    EXPECT_EQ(ask("11.41", "b").verdict, Verdict::declined);
    EXPECT_EQ(ask("11.78", "c").verdict, Verdict::never_heard);
    const auto booked = machine_.bookings();
    ASSERT_EQ(booked.size(), 2U);
    EXPECT_EQ(booked[0].token, "tok_7");
    EXPECT_EQ(booked[0].about, "I1");
    EXPECT_EQ(booked[0].asked, 1);
    EXPECT_EQ(machine_.moved(), 1);
}

TEST_F(ProviderOverHttp, moves_the_money_of_a_key_once) {
    EXPECT_EQ(charge("11.49", "a").verdict, Verdict::paid);  // comes twice
    EXPECT_EQ(charge("11.49", "a").verdict, Verdict::paid);
    EXPECT_EQ(machine_.moved(), 1);
    ASSERT_EQ(machine_.bookings().size(), 1U);
    EXPECT_EQ(machine_.bookings()[0].calls, 3);
    EXPECT_EQ(charge("12.00", "a").verdict, Verdict::unclear) << "the key is another charge's";
    EXPECT_EQ(machine_.moved(), 1);
}

TEST_F(ProviderOverHttp, is_unclear_wherever_the_line_is_cut) {
    struct Case {
        const char* cents;
        Verdict known;
    };
    for (const Case& one :
         {Case{"42", Verdict::never_heard}, Case{"43", Verdict::paid},
          Case{"44", Verdict::never_heard}, Case{"45", Verdict::paid}, Case{"46", Verdict::paid},
          Case{"47", Verdict::paid}, Case{"48", Verdict::paid}, Case{"51", Verdict::paid},
          Case{"52", Verdict::paid}}) {
        SCOPED_TRACE(one.cents);
        const std::string amount = std::string{"11."} + one.cents;
        const std::string key = std::string{"key-"} + one.cents;
        const std::int64_t before = machine_.moved();
        const Answer lost = charge(amount, key);
        EXPECT_EQ(lost.verdict, Verdict::unclear) << lost.said;
        EXPECT_FALSE(lost.is_away);
        EXPECT_EQ(ask(amount, key).verdict, one.known);
        EXPECT_EQ(charge(amount, key).verdict, Verdict::paid) << "the same key again";
        EXPECT_EQ(machine_.moved(), before + 1);
    }
}

TEST_F(ProviderOverHttp, is_asked_again_where_the_answer_to_a_question_is_lost) {
    EXPECT_EQ(charge("11.43", "a").verdict, Verdict::unclear);
    machine_.next({Trouble::cut_after, Trouble::error_after, Trouble::no_json, Trouble::half});
    for (int i = 0; i < 4; ++i) EXPECT_EQ(ask("11.43", "a").verdict, Verdict::unclear) << i;
    EXPECT_EQ(ask("11.43", "a").verdict, Verdict::paid);
}

TEST_F(ProviderOverHttp, is_unclear_with_a_wrong_key) {
    EXPECT_EQ(provider("other").charge(of("11.78", "a")).verdict, Verdict::unclear);
    EXPECT_EQ(provider("other").ask(of("11.78", "a")).verdict, Verdict::unclear);
    EXPECT_TRUE(machine_.bookings().empty());
}

TEST_F(ProviderOverHttp, was_not_sent_where_nobody_is_there) {
    Provider& nobody = provider();
    host_.reset();
    const Answer charged = nobody.charge(of("11.78", "a"));
    EXPECT_EQ(charged.verdict, Verdict::not_sent) << charged.said;
    EXPECT_TRUE(charged.is_away);
    const Answer asked = nobody.ask(of("11.78", "a"));
    EXPECT_EQ(asked.verdict, Verdict::unclear);
    EXPECT_TRUE(asked.is_away);
}

}  // namespace
