// Goal: what a host sends comes onto paper as a printer would set it, in whatever pieces it comes,
// and what a host asks is reported.
// Method: bytes by hand, after the manual; every stream is fed whole and byte by byte.
#include "drivers/printer/paper/interpreter.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace drivers::printer::paper;
using namespace std::string_view_literals;

namespace {

struct Printed {
    Paper paper;
    std::vector<Event> events;
};

Printed print(std::string_view bytes, const Model& model = {}) {
    Interpreter whole{model};
    whole.feed(pos::as_bytes(bytes));
    whole.finish();
    Printed printed{whole.take_paper(), whole.take_events()};

    Interpreter slow{model};
    for (const char& byte : bytes) slow.feed(pos::as_bytes({&byte, 1}));
    slow.finish();
    const Paper paper = slow.take_paper();
    EXPECT_EQ(paper.marks.size(), printed.paper.marks.size());
    EXPECT_EQ(paper.length, printed.paper.length);
    EXPECT_EQ(paper.remarks_count, printed.paper.remarks_count);
    EXPECT_EQ(slow.take_events().size(), printed.events.size());
    return printed;
}

const Letters& letters(const Paper& paper, std::size_t index) {
    return std::get<Letters>(paper.marks.at(index).what);
}

}  // namespace

TEST(Interpreter, sets_lines) {
    const auto [paper, events] = print("\x1B@Milk\nBread\n");
    ASSERT_EQ(paper.marks.size(), 2U);
    EXPECT_EQ(letters(paper, 0).text, U"Milk");
    EXPECT_EQ(paper.marks[0].place, (Place{0, 0, 48, 24}));
    EXPECT_EQ(letters(paper, 1).text, U"Bread");
    EXPECT_EQ(paper.marks[1].place, (Place{0, 30, 60, 24}));
    EXPECT_EQ(paper.length, 60U);
    EXPECT_EQ(paper.remarks_count, 0U);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<Reset>(events[0].what));
}

TEST(Interpreter, reports_what_a_host_asks) {
    const auto [paper, events] =
        print("a\x10\x04\x04\x1Dr\x01\x1D(H\x06\0\x30\x30iddd\x1Bp\0\x19\xFA\x10\x14\1\1\2"sv);
    ASSERT_EQ(events.size(), 5U);
    EXPECT_EQ(std::get<Asked>(events[0].what).question, Question::real_time_status);
    EXPECT_EQ(std::get<Asked>(events[0].what).argument, 4);
    EXPECT_TRUE(events[0].real_time);
    EXPECT_EQ(events[0].offset, 1U);
    EXPECT_EQ(std::get<Asked>(events[1].what).question, Question::status);
    EXPECT_FALSE(events[1].real_time);
    EXPECT_EQ(std::get<Asked>(events[2].what).question, Question::process_id);
    EXPECT_EQ(std::get<Asked>(events[2].what).command.size(), 11U);
    EXPECT_EQ(std::get<DrawerKick>(events[3].what).on_ms, 50U);
    EXPECT_EQ(std::get<DrawerKick>(events[3].what).off_ms, 500U);
    EXPECT_EQ(std::get<DrawerKick>(events[4].what).drawer, 2U);
    EXPECT_TRUE(events[4].real_time);
}

TEST(Interpreter, cuts_and_starts_on_fresh_paper) {
    Interpreter printer{{}};
    printer.feed(pos::as_bytes("a\n\x1DV\0b\n"sv));
    const Paper first = printer.take_paper();
    ASSERT_EQ(first.cuts.size(), 1U);
    EXPECT_EQ(first.cuts[0], (Cut{30, true}));
    printer.feed(pos::as_bytes("c\n"sv));
    EXPECT_EQ(printer.paper().marks.at(0).place.y, 0);
    EXPECT_EQ(printer.paper().length, 30U);
}

TEST(Interpreter, lists_what_it_does_not_know) {
    const auto [paper, events] = print("a\x1B\x01g\n\x1D(\x7A\x02\0xxh"sv);
    ASSERT_EQ(paper.remarks.size(), 1U);
    EXPECT_EQ(paper.remarks[0].fault, Fault::unknown);
    EXPECT_EQ(paper.remarks[0].offset, 1U);
    EXPECT_EQ(letters(paper, 0).text, U"ag");
    EXPECT_EQ(letters(paper, 1).text, U"h");
}

TEST(RealTimeWatch, sees_requests_in_any_pieces) {
    RealTimeWatch watch;
    EXPECT_TRUE(watch.feed(pos::as_bytes("text\x10"sv)).empty());
    EXPECT_TRUE(watch.feed(pos::as_bytes("\x04"sv)).empty());
    const auto events = watch.feed(pos::as_bytes("\x01more\x10\x05\x02"sv));
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].offset, 4U);
    EXPECT_EQ(std::get<Asked>(events[1].what).question, Question::real_time_request);
}
