// Goal: the receipt of what a shop is about to say is painted as wide as the screen has room, with
// the logo that is looked at, and what makes no receipt leaves the one before.
// Method: the real painter on its thread; a sink that keeps what textures are made of.
#include "app/till/paper_preview.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "app/core/countries.hpp"
#include "drivers/printer/png.hpp"

namespace shell = till::shell;
namespace ui = till::ui;

namespace {

class Sink final : public ui::TextureSink {
public:
    ui::TextureId create_mask(const ui::Texels&) override { return ui::TextureId::none; }
    ui::TextureId create_picture(const ui::Texels& texels) override {
        width = texels.width;
        height = texels.height;
        pixels.assign(texels.bytes, texels.bytes + texels.stride_bytes * texels.height);
        ++alive;
        return static_cast<ui::TextureId>(++last_);
    }
    void update_mask(ui::TextureId, int, int, const ui::Texels&) override {}
    void destroy(ui::TextureId) override { --alive; }
    std::size_t dark() const {
        constexpr std::uint8_t kGrey = 128;
        return static_cast<std::size_t>(
            std::ranges::count_if(pixels, [](std::uint8_t value) { return value < kGrey; }));
    }

    int width{0};
    int height{0};
    int alive{0};
    std::vector<std::uint8_t> pixels;

private:
    std::uint64_t last_{0};
};

class PaperPreviewTest : public testing::Test {
protected:
    PaperPreviewTest() {
        settings_.locale = "de";
        app::core::set_country(settings_, *app::core::find_country("DE"));
        wanted_.sheet = {.name = "Feinkost",
                         .address = {"Hauptstraße 12"},
                         .tax_number = {},
                         .footer = {"Danke"},
                         .country = "DE",
                         .locale = "de",
                         .cash_step_minor = 1};
        wanted_.cashier = "Anna";
    }
    shell::PaperDrawn next() {
        std::unique_lock lock{mutex_};
        news_.wait(lock, [&] { return !told_.empty(); });
        const auto drawn = std::get<shell::PaperDrawn>(told_.front());
        told_.pop_front();
        return drawn;
    }
    void draw(std::uint64_t ask) {
        wanted_.ask = ask;
        preview_.draw(wanted_, settings_, {pos::make_date(2026, 11, 22), 50'000, 0});
    }

    Sink sink_;
    app::core::ShopSettings settings_ = app::core::default_settings();
    shell::DrawPaper wanted_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<shell::Action> told_;
    till::PaperPreview preview_{{.branch = "B01",
                                 .terminal = "T1",
                                 .series = "T1",
                                 .currency = *pos::currency_of("EUR"),
                                 .zone = "Europe/Berlin"},
                                sink_,
                                [this](shell::Action action) {
                                    const std::scoped_lock lock{mutex_};
                                    told_.push_back(std::move(action));
                                    news_.notify_all();
                                }};
};

}  // namespace

TEST_F(PaperPreviewTest, is_as_wide_as_there_is_room_and_made_anew_for_another_width) {
    draw(1);
    EXPECT_FALSE(preview_.take_in()) << "it is not known yet how wide";
    preview_.set_width(320);
    const auto drawn = next();
    EXPECT_EQ(drawn.ask, 1U);
    ASSERT_TRUE(preview_.take_in());
    EXPECT_EQ(sink_.width, 320);
    EXPECT_EQ(drawn.width_px, 320);
    EXPECT_EQ(drawn.height_px, sink_.height);
    EXPECT_GT(sink_.height, 320);
    EXPECT_NE(preview_.texture(), ui::TextureId::none);
    preview_.set_width(200);
    (void)next();
    ASSERT_TRUE(preview_.take_in());
    EXPECT_EQ(sink_.width, 200);
    EXPECT_EQ(sink_.alive, 1) << "the one before is gone";
}

TEST_F(PaperPreviewTest, grows_with_what_the_shop_says_and_shows_the_logo) {
    preview_.set_width(320);
    draw(1);
    const auto plain = next();
    ASSERT_TRUE(preview_.take_in());
    const auto dark = sink_.dark();
    wanted_.sheet.address.push_back("10115 Berlin");
    draw(2);
    const auto longer = next();
    EXPECT_GT(longer.height_px, plain.height_px);
    drivers::printer::Ink black{400, 100};
    std::ranges::fill(black.dots, std::uint8_t{255});
    wanted_.logo = std::make_shared<const pos::Bytes>(drivers::printer::write_png(black, 203));
    draw(3);
    EXPECT_GT(next().height_px, longer.height_px);
    ASSERT_TRUE(preview_.take_in());
    EXPECT_GT(sink_.dark(), dark + dark / 2) << "a black logo is more than a line of words";
}

TEST_F(PaperPreviewTest, stays_as_it_was_where_there_is_no_receipt) {
    preview_.set_width(320);
    wanted_.sheet.country = "CH";
    draw(1);
    wanted_.sheet.country = "DE";
    draw(2);
    EXPECT_EQ(next().ask, 2U);
}
