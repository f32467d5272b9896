// Goal: the text form says all of a document, in logical order, at the same places in any viewer.
// Method: each kind of block by hand; golden receipts (tests/golden/receipts) show whole documents.
#include "drivers/printer/text_renderer.hpp"

#include <gtest/gtest.h>

using namespace drivers::printer;
using namespace pos::document;

namespace {

std::string render(Direction direction, std::vector<Block> blocks) {
    return render_text({direction, "en", std::move(blocks)}, 20);
}

}  // namespace

TEST(TextRenderer, says_every_kind_of_block) {
    EXPECT_EQ(render(Direction::ltr, {Picture{"logo", "Corner shop"}, Picture{"leaf", ""},
                                      Text{"Hello"}, Rule{}, Row{"Milk", "1.19"}, Blank{},
                                      Barcode{"B01-1"}, QrCode{"ABCDEFGHIJKLMNOPQRSTUVWX"}, Cut{}}),
              "    Corner shop\n"
              "Hello\n"
              "--------------------\n"
              "Milk            1.19\n"
              "\n"
              "       B01-1\n"
              "ABCDEFGHIJKLMNOPQRST\n"
              "UVWX\n");
}

TEST(TextRenderer, fences_right_to_left_names_off_from_their_amounts) {
    EXPECT_EQ(render(Direction::ltr, {Row{"חלב", "1.19"}}),
              "\u200E\u2067חלב\u2069             \u20661.19\u2069\n");
}

TEST(TextRenderer, a_right_to_left_document_stands_at_the_right_edge) {
    EXPECT_EQ(render(Direction::rtl,
                     {Text{"חלב"}, Text{"Milk"}, Row{"חלב", "1.19"}, Text{"!", Align::end}}),
              "\u200E                 \u2067חלב\u2069\n"
              "\u200E                \u2066Milk\u2069\n"
              "\u200E\u20671.19\u2069             \u2067חלב\u2069\n"
              "\u200E\u2067!\u2069\n");
}

TEST(TextRenderer, counts_a_wide_character_as_two) {
    EXPECT_EQ(render(Direction::ltr, {Row{"辣椒", "3.20"}}), "辣椒            3.20\n");
}
