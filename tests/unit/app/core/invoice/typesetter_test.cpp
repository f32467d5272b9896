// Goal: texts stand at the side that was asked for, whichever way they run and whatever they begin
// with; what was set before is not set again, and no thread has the fonts of another.
// Method: texts of both directions, measured.
#include "app/core/invoice/page/typesetter.hpp"

#include <gtest/gtest.h>

#include <thread>

using namespace app::core::invoice;

namespace {

constexpr double kWide = 300;
constexpr double kHair = 0.1;

struct Sides {
    double left{0};
    double right{0};
};

Sides sides_of(const std::string& text, Align align) {
    const Layout layout = Typesetter::of_thread().set(text, {}, {.width = kWide, .align = align});
    PangoRectangle box{};
    pango_layout_get_extents(layout.get(), nullptr, &box);
    const double left = static_cast<double>(box.x) / PANGO_SCALE;
    return {left, left + static_cast<double>(box.width) / PANGO_SCALE};
}

}  // namespace

TEST(Typesetter, keeps_sides_whichever_way_a_text_runs) {
    for (const char* text : {"Müller", "שלום", "12 שלום", "(שלום) 12", "שלום GmbH", "GmbH שלום",
                             "12", "+49 30 1234"}) {
        EXPECT_NEAR(sides_of(text, Align::start).left, 0, kHair) << text;
        EXPECT_NEAR(sides_of(text, Align::end).right, kWide, kHair) << text;
        const Sides middle = sides_of(text, Align::middle);
        EXPECT_NEAR(middle.left, kWide - middle.right, 2 * kHair) << text;
        EXPECT_GT(middle.left, 0) << text;
    }
}

TEST(Typesetter, sets_a_text_once_and_a_long_one_each_time) {
    Typesetter& typesetter = Typesetter::of_thread();
    const Layout first = typesetter.set("Amount", {}, {});
    EXPECT_EQ(typesetter.set("Amount", {}, {}).get(), first.get());
    EXPECT_EQ(typesetter.set("Amount", {.grey = 0.5}, {}).get(), first.get()) << "drawn in any";
    EXPECT_NE(typesetter.set("Amount", {.bold = true}, {}).get(), first.get());
    EXPECT_NE(typesetter.set("Amount", {.size = 8}, {}).get(), first.get());
    EXPECT_NE(typesetter.set("Amount", {}, {.width = 50}).get(), first.get());
    EXPECT_NE(typesetter.set("Amount", {}, {.align = Align::end}).get(), first.get());
    EXPECT_NE(typesetter.set("Amount", {}, {.lines_max = 1}).get(), first.get());
    const std::string note(500, 'x');
    const Layout kept = typesetter.set(note, {}, {});
    EXPECT_NE(typesetter.set(note, {}, {}).get(), kept.get());
}

TEST(Typesetter, keeps_what_it_gave_when_it_forgets) {
    Typesetter& typesetter = Typesetter::of_thread();
    const Layout first = typesetter.set("first", {}, {});
    for (int i = 0; i < 5'000; ++i) (void)typesetter.set(std::to_string(i), {}, {});
    EXPECT_STREQ(pango_layout_get_text(first.get()), "first");
}

TEST(Typesetter, is_of_one_thread) {
    const Typesetter* const here = &Typesetter::of_thread();
    const Typesetter* there = nullptr;
    std::thread{[&] {
        there = &Typesetter::of_thread();
        EXPECT_TRUE(Typesetter::of_thread().set("elsewhere", {}, {}));
    }}.join();
    EXPECT_NE(there, here);
}
