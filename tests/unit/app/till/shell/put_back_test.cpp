// Goal: where a shop's file was removed while the till ran, its key and its words in the strip lead
// to what was kept, and neither comes between a person and a search. Method: the shell as it is
// drawn.
#include <gtest/gtest.h>

#include "app/till/shell/shell_view.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
namespace ui = till::ui;

class PutBack : public testing::Test {
protected:
    void SetUp() override {
        till_.open_till();
        display_.show();
    }
    void draw(ui::Frame& frame) {
        const auto action =
            shell::draw(frame, till_.model, [](std::string_view) { return ui::TextureId::none; });
        if (!action) return;
        till_.act(*action);
        till_.answer_all();
    }
    void lose_shop() {
        till_.act(shell::StoreTroubled{
            .why = pos::store::StoreError{
                .kind = pos::store::StoreErrorKind::gone,
                .cause = {pos::store::db::DbErrorKind::gone, "rescued", "/shop.db.rescued"}}});
        display_.show();
    }
    bool starts_anew() const {
        return std::ranges::any_of(till_.done, [](const shell::Effect& effect) {
            return std::holds_alternative<shell::StartAnew>(effect);
        });
    }

    test::ShellDriver till_;
    test::HeadlessUi display_{[this](ui::Frame& frame) { draw(frame); }};
};

TEST_F(PutBack, by_its_key_where_a_letter_begins_a_search_elsewhere) {
    display_.type("v");
    EXPECT_EQ(till_.model.sell.input, "v") << "nothing is to be put back";
    display_.press(ui::Key::escape);
    lose_shop();
    EXPECT_FALSE(starts_anew());
    display_.type("v");
    EXPECT_TRUE(starts_anew());
    EXPECT_EQ(till_.model.sell.input, "");
}

TEST_F(PutBack, by_its_words_in_the_strip) {
    lose_shop();
    display_.tap("status_lost_shop");
    EXPECT_TRUE(starts_anew());
}

TEST_F(PutBack, not_in_the_middle_of_what_is_searched_for) {
    lose_shop();
    display_.type("c");
    display_.type("v");
    EXPECT_FALSE(starts_anew());
    EXPECT_EQ(till_.model.sell.input, "cv");
}

}  // namespace
