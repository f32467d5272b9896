// Goal: the emulated terminal keeps ZVT's rules: it books what a till has acknowledged and nothing
// else. Method: a till of a few lines over real TCP, which answers or fails to at each step.
#include "drivers/card/emulator/emulated_terminal.hpp"

#include <gtest/gtest.h>

#include "drivers/card/zvt/commands.hpp"
#include "drivers/transport/tcp.hpp"

using namespace drivers::card;
using namespace drivers::card::emulator;
using drivers::emulator::Host;

namespace {

constexpr std::chrono::seconds kLong{20};

class Till {
public:
    explicit Till(const std::string& address, std::chrono::milliseconds patience = kLong)
        : patience_{patience} {
        const auto parsed = drivers::transport::parse_address(address).value();
        pipe_ = drivers::transport::open_tcp(std::get<drivers::transport::TcpAddress>(parsed),
                                             drivers::transport::after(kLong))
                    .value();
    }
    void send(const zvt::Apdu& apdu) {
        ASSERT_TRUE(pipe_->write(zvt::to_bytes(apdu), drivers::transport::after(kLong)));
    }
    /// The terminal's next message; nothing once the line is closed.
    std::optional<zvt::Message> receive() {
        for (;;) {
            if (const auto apdu = reader_.next()) return zvt::read(*apdu, zvt::Charset::utf8);
            std::array<std::byte, 256> room{};
            const auto got = pipe_->read(room, drivers::transport::after(patience_));
            if (!got) return std::nullopt;
            reader_.feed(pos::BytesView{room}.first(*got));
        }
    }
    /// Everything until the end, acknowledged; but for what `deaf_to` names by index.
    std::vector<zvt::Message> follow(std::optional<std::size_t> deaf_to = {}) {
        std::vector<zvt::Message> heard;
        while (auto message = receive()) {
            heard.push_back(*message);
            if (message->index() == deaf_to) break;
            if (std::holds_alternative<zvt::Acknowledged>(*message)) continue;
            send(zvt::acknowledge());
            const bool ends = std::holds_alternative<zvt::Completion>(*message) ||
                              std::holds_alternative<zvt::Aborted>(*message);
            if (ends) break;
        }
        return heard;
    }
    void close() { pipe_.reset(); }

private:
    std::chrono::milliseconds patience_;
    std::unique_ptr<drivers::transport::Pipe> pipe_;
    zvt::ApduReader reader_;
};

template <class T>
const T* last_of(const std::vector<zvt::Message>& heard) {
    for (auto at = heard.rbegin(); at != heard.rend(); ++at) {
        if (const T* found = std::get_if<T>(&*at)) return found;
    }
    return nullptr;
}

class EmulatedTerminalTest : public testing::Test {
protected:
    EmulatedTerminal terminal{
        {.clock = [] { return pos::LocalTime{pos::make_date(2026, 3, 8), 60'563, 3600}; },
         .t3 = std::chrono::milliseconds{300}}};
    std::unique_ptr<Host> host = Host::start(terminal, drivers::emulator::TcpPlace{}).value();

    void TearDown() override { host.reset(); }
};

}  // namespace

TEST_F(EmulatedTerminalTest, a_payment_that_is_acknowledged_is_booked_and_told_again) {
    Till till{host->address()};
    till.send(zvt::registration({}));
    const auto registered = till.follow();
    ASSERT_NE(last_of<zvt::Completion>(registered), nullptr);
    EXPECT_TRUE(last_of<zvt::Completion>(registered)->utf8);
    EXPECT_EQ(last_of<zvt::Completion>(registered)->terminal, "52500042");
    till.send(zvt::authorisation({.minor = 1234}));
    const auto paid = till.follow();
    const auto* status = last_of<zvt::StatusInformation>(paid);
    ASSERT_NE(status, nullptr);
    EXPECT_EQ(status->result, 0);
    EXPECT_EQ(status->amount_minor, 1234U);
    EXPECT_EQ(status->receipt, "0001");
    EXPECT_EQ(status->date, "0308");
    EXPECT_EQ(status->time, "164923");
    EXPECT_EQ(status->card_end, "5726");
    ASSERT_NE(last_of<zvt::Print>(paid), nullptr);
    EXPECT_EQ(last_of<zvt::Print>(paid)->slip, zvt::SlipKind::customer);
    EXPECT_TRUE(last_of<zvt::Print>(paid)->ends);
    ASSERT_NE(last_of<zvt::Completion>(paid), nullptr);
    till.send(zvt::last_transaction(0));
    const auto again = till.follow();
    ASSERT_NE(last_of<zvt::StatusInformation>(again), nullptr);
    EXPECT_EQ(*last_of<zvt::StatusInformation>(again), *status);
    EXPECT_EQ(terminal.charged_minor(), 1234);
    EXPECT_EQ(terminal.orders(), 1U);
}

TEST_F(EmulatedTerminalTest, what_nobody_acknowledges_is_not_booked) {
    const std::size_t status = zvt::Message{zvt::StatusInformation{}}.index();
    const std::size_t print = zvt::Message{zvt::Print{}}.index();
    for (const std::size_t deaf_to : {status, print}) {
        Till till{host->address()};
        till.send(zvt::authorisation({.minor = 500}));
        till.follow(deaf_to);
        till.close();
    }
    for (const std::size_t deaf_to : {status, print}) {
        Till till{host->address()};  // keeps the line and says nothing, or no
        till.send(zvt::authorisation({.minor = 500}));
        till.follow(deaf_to);
        if (deaf_to == status) till.send(zvt::refuse(zvt::kSystemError));
        EXPECT_NE(last_of<zvt::Aborted>(till.follow()), nullptr);
    }
    EXPECT_EQ(terminal.charged_minor(), 0);
    EXPECT_EQ(terminal.orders(), 4U);
    Till till{host->address()};
    till.send(zvt::last_transaction(0));
    EXPECT_NE(last_of<zvt::Aborted>(till.follow()), nullptr);
}

TEST_F(EmulatedTerminalTest, a_reversal_takes_back_once) {
    Till till{host->address()};
    till.send(zvt::authorisation({.minor = 700}));
    till.follow();
    till.send(zvt::reversal("0001", {.minor = 701}, 0));
    EXPECT_EQ(last_of<zvt::Aborted>(till.follow())->code, 0xB5);
    till.send(zvt::reversal("0001", {.minor = 700}, 0));
    const auto back = till.follow();
    ASSERT_NE(last_of<zvt::StatusInformation>(back), nullptr);
    EXPECT_EQ(last_of<zvt::StatusInformation>(back)->original_trace, "000001");
    EXPECT_EQ(terminal.charged_minor(), 0);
    till.send(zvt::reversal("0001", {.minor = 700}, 0));
    EXPECT_EQ(last_of<zvt::Aborted>(till.follow())->code, 0xB4);
    till.send(zvt::refund({.minor = 50}, 0));
    till.follow();
    EXPECT_EQ(terminal.charged_minor(), -50);
    till.send(zvt::end_of_day(0));
    const auto closed = till.follow();
    EXPECT_EQ(last_of<zvt::Print>(closed)->slip, zvt::SlipKind::administration);
    EXPECT_EQ(last_of<zvt::StatusInformation>(closed)->amount_minor, 0U);
}

TEST_F(EmulatedTerminalTest, declines_and_aborts) {
    terminal.behave({.decline = 5});
    Till till{host->address()};
    till.send(zvt::authorisation({.minor = 1}));
    EXPECT_EQ(last_of<zvt::Aborted>(till.follow())->code, 5);
    terminal.behave({.thinking = std::chrono::seconds{60}});
    till.send(zvt::authorisation({.minor = 1}));
    EXPECT_TRUE(std::holds_alternative<zvt::Acknowledged>(*till.receive()));
    EXPECT_TRUE(std::holds_alternative<zvt::IntermediateStatus>(*till.receive()));
    till.send(zvt::acknowledge());
    till.send(zvt::abort_by_till());
    EXPECT_EQ(last_of<zvt::Aborted>(till.follow())->code, 0x6C);
    till.send({0x06E0, {}});
    EXPECT_EQ(*till.receive(), zvt::Message{zvt::Refused{zvt::kNotPossible}});
    EXPECT_EQ(terminal.charged_minor(), 0);
}

TEST_F(EmulatedTerminalTest, each_trouble_books_or_does_not_as_it_says) {
    for (int at = 1; at <= static_cast<int>(kTroubleLast); ++at) {
        const auto trouble = static_cast<Trouble>(at);
        SCOPED_TRACE(name_of(trouble));
        EXPECT_EQ(trouble_named(name_of(trouble)), trouble);
        const auto before = terminal.charged_minor();
        terminal.behave({.trouble = trouble});
        const bool garbage =
            trouble == Trouble::garbage || trouble == Trouble::garbage_after_result;
        Till till{host->address(), garbage ? std::chrono::milliseconds{2'000} : kLong};
        till.send(zvt::authorisation({.minor = 100}));
        const bool deaf = trouble == Trouble::no_answer || trouble == Trouble::silent ||
                          trouble == Trouble::silent_after_result;
        if (trouble == Trouble::silent) {
            EXPECT_TRUE(std::holds_alternative<zvt::Acknowledged>(*till.receive()));
        } else if (trouble == Trouble::silent_after_result) {
            till.follow(zvt::Message{zvt::Print{}}.index());
            till.send(zvt::acknowledge());
        } else if (!deaf && !garbage) {
            EXPECT_EQ(last_of<zvt::Completion>(till.follow()), nullptr);
        } else if (garbage) {
            till.follow(zvt::Message{zvt::Other{}}.index());
        }
        till.close();
        Till next{host->address()};  // served when the one before is over
        next.send(zvt::status_enquiry(0));
        EXPECT_TRUE(next.receive().has_value());
        const bool booked = trouble == Trouble::drop_after_result ||
                            trouble == Trouble::silent_after_result ||
                            trouble == Trouble::garbage_after_result;
        EXPECT_EQ(terminal.charged_minor() - before, booked ? 100 : 0);
    }
}
