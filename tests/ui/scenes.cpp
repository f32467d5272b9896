#include "tests/ui/scenes.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include "app/till/screens/sell/sell_view.hpp"
#include "app/till/ui/widgets.hpp"

namespace test {

namespace {

namespace ui = till::ui;
namespace sell = till::sell;
using till::common::Level;

struct TileData {
    const char *name, *price, *unit;
};
constexpr TileData kTiles[] = {{"Milk 1 l", "1.19", ""},
                               {"Brown bread", "2.49", ""},
                               {"Free-range eggs 10", "3.29", ""},
                               {"Butter 250 g", "2.19", ""},
                               {"Gouda, sliced", "12.90", "/kg"},
                               {"Apples Elstar", "2.99", "/kg"},
                               {"Bananas", "1.79", "/kg"},
                               {"Tomatoes on the vine", "3.49", "/kg"},
                               {"Mixed salad", "1.99", ""},
                               {"Potatoes 2 kg", "2.79", ""},
                               {"Espresso beans 1 kg", "14.90", ""},
                               {"Green tea 20", "2.29", ""},
                               {"Sparkling water 6×1.5 l", "2.94", ""},
                               {"Orange juice, 1 litre", "2.59", ""},
                               {"Pilsner 0.5 l", "1.09", ""},
                               {"Dark chocolate 70 %", "1.89", ""},
                               {"Washing powder for delicate dark woollens 40 washes", "7.99", ""},
                               {"Kitchen roll 4", "3.49", ""},
                               {"Daily paper", "2.80", ""},
                               {"Gift card", "open", ""}};

constexpr const char* kNames[] = {"Crème fraîche, Żółty ser, Ελιές",
                                  "חלב טרי 3% בקרטון",
                                  "زيت زيتون بكر ممتاز 500 مل",
                                  "बासमती चावल पाँच किलो",
                                  "น้ำดื่มบรรจุขวดและข้าวหอมมะลิ",
                                  "קפה Nescafé Gold 200 g נמס",
                                  "有機抹茶 宇治 100g",
                                  "قهوة Lavazza Qualità Rossa مطحونة ٢٥٠ غرام إيطالية"};

sell::Model shop() {
    sell::Model m;
    m.status = {"Till 1",
                "Anna K.",
                "B01-T1-001287",
                {{Level::good, "Head office: all sent"},
                 {Level::warning, "Printer: paper low"},
                 {Level::good, "Scanner"}},
                "14:32"};
    m.rows = {
        {"2", "Milk 1 l", "", false, "1.19", "2.38"},
        {"1.204 kg", "Apples Elstar", "", false, "2.99", "3.60"},
        {"3", "Dark chocolate 70 %", "3 for 2 −1.89", true, "1.89", "3.78"},
        {"1", "Sparkling water 6×1.5 l", "", false, "2.94", "2.94"},
        {"6", "Deposit 0.25", "", false, "0.25", "1.50"},
        {"1", "Gouda, sliced 0.312 kg", "Batch 4471 · best before 12 Dec", false, "12.90", "4.02"}};
    m.chosen = 5;
    m.customer = "Otto Marten";
    m.item_count = "14 items";
    m.saved = "You save 1.89";
    m.total = "€18.22";
    m.exact = "€18.22";
    m.tabs = {"Favourites", "Fruit & veg", "Bakery", "Dairy", "Drinks"};
    m.notes = {{"20", 2000}, {"50", 5000}, {"100", 10000}};
    m.can_pay = true;
    std::size_t pair = 0;
    for (const TileData& tile : kTiles)
        m.tiles.push_back(
            {{}, tile.name, tile.price, tile.unit, ui::initials_of(tile.name), {}, pair++});
    return m;
}

Scene sell_scene(sell::Model model) {
    return [model = std::move(model)](ui::Frame& frame) {
        (void)sell::draw(frame, model, [](std::string_view) { return ui::TextureId::none; });
    };
}

sell::Model many_scripts() {
    sell::Model m = shop();
    m.rows.clear();
    m.tiles.clear();
    std::size_t pair = 0;
    for (const char* name : kNames) {
        m.rows.push_back({"2", name, "", false, "1.19", "2.38"});
        m.tiles.push_back({{}, name, "2.49", "/kg", ui::initials_of(name), {}, pair++});
    }
    m.chosen = 3;
    return m;
}

void controls(ui::Frame& frame) {
    const std::vector<ui::Pill> pills{{ui::Tone::good, "Head office: all sent"},
                                      {ui::Tone::good, "Printer ready"}};
    ui::Rect rest = ui::status_bar(frame, {.till = "Till 1",
                                           .person = "Anna K.",
                                           .context = "Controls",
                                           .pills = pills,
                                           .time = "14:33"});
    const ui::Spaces& space = frame.space();
    rest = rest.inset(space.xl);
    ui::Rect first = ui::take_start(rest, std::round(rest.width() / 2) - space.l, space.xl);

    const ui::Notice offer{.tone = ui::Tone::good,
                           .lead = "Otto Marten",
                           .words = "can redeem 1,000 points for €10.00.",
                           .action = "Use points",
                           .command = ui::Command::use_points};
    ui::notice(frame, "offer",
               ui::take_top(first, ui::notice_height(frame, first.width(), offer), space.m), offer);
    const ui::Notice trouble{.tone = ui::Tone::warning,
                             .words =
                                 "The printer has no paper. Selling goes on; the receipt is "
                                 "printed when there is paper again."};
    ui::notice(frame, "trouble",
               ui::take_top(first, ui::notice_height(frame, first.width(), trouble), space.m),
               trouble);
    ui::text_field(frame, "field", ui::take_top(first, frame.size().field, space.m),
                   {.text = "Corner Green Grocer", .writing = true});
    ui::text_field(frame, "pin", ui::take_top(first, frame.size().field, space.m),
                   {.text = "4711", .hidden = true});
    ui::toggle(frame, "toggle", ui::take_top(first, frame.size().list_row, space.xs),
               "Print each receipt", true);
    const std::vector<std::string_view> spans{"Day", "Week", "Month", "Year", "Choose …"};
    ui::choices(frame, "span", ui::take_top(first, frame.size().touch_min, space.m), spans, 0);
    const auto keys = ui::columns(ui::take_top(first, frame.size().money_key, space.m), 3, space.s);
    ui::money_key(frame, "danger", keys[0], {.label = "Cancel sale", .look = ui::Look::danger});
    ui::money_key(frame, "disabled", keys[1],
                  {.label = "Card",
                   .command = ui::Command::card,
                   .enabled = false,
                   .why_not = "no terminal"});
    ui::money_key(frame, "strong", keys[2],
                  {.label = "Pay …", .command = ui::Command::pay, .look = ui::Look::strong});

    ui::Rect top = ui::take_top(rest, frame.size().figure_card, space.l);
    const auto cards = ui::columns(top, 2, space.l);
    ui::figure_card(
        frame, cards[0],
        {.label = "Takings", .figure = "€4,812.40", .note = "6.2 % on last Saturday", .trend = 1});
    ui::figure_card(frame, cards[1], {.label = "Refunds", .figure = "€64.10", .note = "4 returns"});
    ui::Rect pad = ui::take_bottom(rest, std::round(rest.height() * 0.6F), space.l);
    std::vector<ui::Bar> bars;
    constexpr std::string_view kHours[] = {"7", "8", "9", "10", "11", "12", "13", "14", "15", "16"};
    double value = 30;
    for (const std::string_view hour : kHours)
        bars.push_back({hour, value = value < 300 ? value + 60 : value - 110, hour > "14"});
    ui::bar_chart(frame, ui::card(frame, rest), bars);
    const ui::Rect amount = ui::take_top(pad, frame.size().money_key, space.m);
    ui::amount_field(frame, amount, "Cash given", "20.00");
    (void)ui::numpad(frame, "digit", pad);
}

}  // namespace

std::map<std::string, Scene> scenes() {
    return {{"sell", sell_scene(shop())},
            {"scripts", sell_scene(many_scripts())},
            {"controls", controls}};
}

}  // namespace test
