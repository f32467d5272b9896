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
    m.status = {.till = "Till 1",
                .person = "Anna K.",
                .context = "B01-T1-001287",
                .signals = {{Level::good, "Head office: all sent"},
                            {Level::warning, "Printer: paper low"},
                            {Level::good, "Scanner"}},
                .time = "14:32"};
    m.rows = {{"2", "Milk 1 l", "", false, false, "1.19", "2.38"},
              {"1.204 kg", "Apples Elstar", "", false, false, "2.99", "3.60"},
              {"3", "Dark chocolate 70 %", "3 for 2 −1.89", true, false, "1.89", "3.78"},
              {"1", "Sparkling water 6×1.5 l", "", false, false, "2.94", "2.94"},
              {"6", "Deposit 0.25", "", false, false, "0.25", "1.50"},
              {"1", "Gouda, sliced 0.312 kg", "Batch 4471 · best before 12 Dec", false, false,
               "12.90", "4.02"}};
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
        m.rows.push_back({"2", name, "", false, false, "1.19", "2.38"});
        m.tiles.push_back({{}, name, "2.49", "/kg", ui::initials_of(name), {}, pair++});
    }
    m.chosen = 3;
    return m;
}

ui::Rect draw_bar(ui::Frame& frame, std::string_view context) {
    const std::vector<ui::Pill> pills{{ui::Tone::good, "Head office: all sent"},
                                      {ui::Tone::good, "Printer ready"}};
    const ui::Rect rest = ui::status_bar(frame, {.till = "Till 1",
                                                 .person = "Anna K.",
                                                 .context = context,
                                                 .pills = pills,
                                                 .time = "14:33"});
    return rest.inset(frame.space().xl, frame.space().l);
}

void draw_form(ui::Frame& frame, const ui::Rect& place) {
    const ui::Sizes& size = frame.size();
    const float gap = frame.space().m;
    const ui::Notice offer{.tone = ui::Tone::good,
                           .lead = "Otto Marten",
                           .words = "can redeem 1,000 points for €10.00.",
                           .action = "Use points",
                           .command = ui::Command::use_points};
    const ui::Notice trouble{.tone = ui::Tone::warning,
                             .words =
                                 "The printer has no paper. Selling goes on; the receipt is "
                                 "printed when there is paper again."};
    const float offer_height = ui::notice_height(frame, place.width(), offer);
    const float trouble_height = ui::notice_height(frame, place.width(), trouble);
    const float height = offer_height + trouble_height + 2 * size.field + size.list_row +
                         size.touch_min + size.money_key + 6 * gap;
    ui::ScrollArea area(frame, "form", place, height, {.bar_beside = true});
    ui::Rect rest = area.content();
    ui::notice(frame, "offer", ui::take_top(rest, offer_height, gap), offer);
    ui::notice(frame, "trouble", ui::take_top(rest, trouble_height, gap), trouble);
    ui::text_field(frame, "field", ui::take_top(rest, size.field, gap),
                   {.text = "Corner Green Grocer", .writing = true});
    ui::text_field(frame, "pin", ui::take_top(rest, size.field, gap),
                   {.text = "4711", .hidden = true});
    ui::toggle(frame, "toggle", ui::take_top(rest, size.list_row, gap), "Print each receipt", true);
    const std::vector<std::string_view> spans{"Day", "Week", "Month", "Year"};
    ui::choices(frame, "span", ui::take_top(rest, size.touch_min, gap), spans, 0);
    const auto keys = ui::columns(ui::take_top(rest, size.money_key), 3, frame.space().s);
    ui::money_key(frame, "danger", keys[0], {.label = "Cancel sale", .look = ui::Look::danger});
    ui::money_key(frame, "disabled", keys[1],
                  {.label = "Card",
                   .command = ui::Command::card,
                   .enabled = false,
                   .why_not = "no terminal"});
    ui::money_key(frame, "strong", keys[2],
                  {.label = "Pay …", .command = ui::Command::pay, .look = ui::Look::strong});
}

void controls(ui::Frame& frame) {
    ui::Rect rest = draw_bar(frame, "Controls");
    const ui::Spaces& space = frame.space();
    draw_form(frame, ui::take_start(rest, rest.width() / 2 - space.l, space.xl));
    const auto cards =
        ui::columns(ui::take_top(rest, frame.size().figure_card, space.l), 2, space.l);
    ui::figure_card(frame, cards[0],
                    {.label = "Takings", .figure = "€4,812.40", .note = "6.2 % more", .trend = 1});
    ui::figure_card(frame, cards[1], {.label = "Refunds", .figure = "€64.10", .note = "4 returns"});
    std::vector<ui::Bar> bars;
    constexpr std::string_view kHours[] = {"7",  "8",  "9",  "10", "11", "12",
                                           "13", "14", "15", "16", "17", "18"};
    double value = 30;
    for (const std::string_view hour : kHours) {
        value = value < 300 ? value + 60 : value - 110;
        bars.push_back({hour, value, bars.size() > 7});
    }
    ui::bar_chart(frame, ui::card(frame, rest), bars);
}

void pad(ui::Frame& frame) {
    ui::Rect rest = draw_bar(frame, "B01-T1-001287 · payment");
    const ui::Spaces& space = frame.space();
    ui::Rect side = ui::take_start(rest, std::round(rest.width() * 0.3F), space.xl);
    ui::Rect list = ui::card(frame, side);
    const float row = frame.size().list_row;
    ui::list_row(
        frame, "gift", ui::take_top(list, row),
        {.title = "Gift card", .note = "•••• 4417 · 6.40 left", .amount = "10.00", .strong = true});
    ui::list_row(frame, "cash", ui::take_top(list, row),
                 {.title = "Cash", .figure = "98", .amount = "1,466.62", .tappable = true});
    ui::amount_field(frame, ui::take_top(rest, frame.size().money_key, space.m),
                     {.label = "Cash given", .amount = "20.00"});
    const ui::Rect tenders = ui::take_bottom(rest, frame.size().money_key, space.m);
    const auto keys = ui::columns(tenders, 3, space.s);
    ui::money_key(frame, "cash_key", keys[0],
                  {.label = "Cash · change 11.78",
                   .command = ui::Command::confirm,
                   .look = ui::Look::accent});
    ui::money_key(frame, "card", keys[1], {.label = "Card", .command = ui::Command::card});
    ui::money_key(frame, "other", keys[2],
                  {.label = "Other …", .command = ui::Command::other_payment});
    (void)ui::numpad(frame, "digit", rest);
}

}  // namespace

std::map<std::string, Scene> scenes() {
    return {{"sell", sell_scene(shop())},
            {"scripts", sell_scene(many_scripts())},
            {"controls", controls},
            {"pad", pad}};
}

}  // namespace test
