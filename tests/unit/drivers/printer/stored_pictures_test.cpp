// Goal: a logo is stored once in the printer and printed by its key, dot for dot; a drawer gets the
// pulse that its printer's language has for it.
// Method: what is stored and printed is read back by the printer that we play.
#include "drivers/printer/stored_pictures.hpp"

#include <gtest/gtest.h>

#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/profile_model.hpp"

using namespace drivers::printer;
using namespace pos::document;

namespace {

struct Logo final : Pictures {
    std::optional<Ink> find(std::string_view name) const override {
        if (name != "logo") return std::nullopt;
        Ink ink{100, 41};
        for (unsigned y = 0; y < 41; ++y) {
            for (unsigned x = 0; x < 100; ++x) ink.at(x, y) = (x + y) % 3 == 0 ? 255 : 0;
        }
        return ink;
    }
};

std::size_t dots_of(const paper::Paper& strip) {
    std::size_t count = 0;
    for (const auto& mark : strip.marks) {
        const auto* dots = std::get_if<paper::Dots>(&mark.what);
        if (dots == nullptr) continue;
        for (unsigned y = 0; y < dots->bits->height(); ++y) {
            for (unsigned x = 0; x < dots->bits->width(); ++x) count += dots->bits->at(x, y);
        }
    }
    return count;
}

}  // namespace

TEST(StoredPictures, print_by_key_what_they_print_as_dots) {
    const Logo logo;
    Profile profile{.dots = 384, .columns = 32};
    profile.keeps_pictures = true;
    PaperPainter painter{384, logo};
    const Document document{Direction::ltr, "en", {Picture{"logo", "Shop"}, Text{"a"}}};
    const auto stored = picture_to_store("logo", profile, painter);
    ASSERT_TRUE(stored);
    EXPECT_FALSE(picture_to_store("other", profile, painter));

    paper::Interpreter printer{paper::model_of(profile)};
    const auto whole = encode(document, profile, painter);
    printer.feed(whole);
    const std::size_t wanted = dots_of(printer.take_paper());
    EXPECT_TRUE(printer.picture_keys().empty());
    printer.feed(stored->bytes);
    EXPECT_EQ(printer.picture_keys(),
              (std::vector{unsigned{stored->key.first} | unsigned{stored->key.second} << 8}));
    const auto by_key = encode(document, profile, painter, {{"logo", stored->key}});
    printer.feed(by_key);
    const auto strip = printer.take_paper();
    EXPECT_EQ(dots_of(strip), wanted);
    EXPECT_EQ(strip.remarks_count, 0U);
    EXPECT_LT(by_key.size() + 1'000, whole.size());
}

TEST(StoredPictures, have_another_key_when_they_change) {
    class Shade final : public Pictures {
    public:
        explicit Shade(unsigned step) : step_{step} {}
        std::optional<Ink> find(std::string_view) const override {
            Ink ink{64, 64};
            for (unsigned y = 0; y < 64; ++y) {
                for (unsigned x = 0; x < 64; ++x) ink.at(x, y) = (x + y) % step_ == 0 ? 255 : 0;
            }
            return ink;
        }

    private:
        unsigned step_;
    };
    const auto key_with = [](unsigned step) {
        const Shade shade{step};
        Profile profile{.dots = 384};
        profile.keeps_pictures = true;
        PaperPainter painter{384, shade};
        return picture_to_store("logo", profile, painter)->key;
    };
    EXPECT_EQ(key_with(3), key_with(3));
    EXPECT_NE(key_with(3), key_with(4));
}

TEST(StoredPictures, are_for_printers_that_keep_them) {
    const Logo logo;
    PaperPainter painter{576, logo};
    EXPECT_FALSE(picture_to_store("logo", Profile{}, painter));
}

TEST(DrawerKick, goes_by_language_and_pin) {
    Profile profile;
    EXPECT_EQ(pos::to_hex(drawer_kick(profile, 2)), "1b700019fa");
    EXPECT_EQ(pos::to_hex(drawer_kick(profile, 5)), "1b700119fa");
    profile.language = PrinterLanguage::star_line;
    EXPECT_EQ(pos::to_hex(drawer_kick(profile, 2)), "1b07053207");
    EXPECT_EQ(pos::to_hex(drawer_kick(profile, 5)), "1a");
    profile.drawer_on_ms = 0;
    EXPECT_TRUE(drawer_kick(profile, 2).empty());
}
