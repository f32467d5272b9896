#include "tests/ui/stage_act.hpp"

#include <optional>

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

/// The screen of head office, with what it answered, if it did.
void head_office(Till& t, const till::shell::OfficeChanged& is,
                 const std::optional<till::shell::OutsideRead>& read) {
    t.open_till();
    t.act(is);
    t.act(till::office::Action{till::office::Opened{}});
    if (read) t.act(*read);
}

/// One of everything that head office may keep beside its books.
till::shell::OutsideRead outside() {
    const pos::Instant since{1'795'350'000'000};
    till::shell::OutsideRead read;
    read.items.push_back({.entries = 64,
                          .tickets = 31,
                          .total = {128'734, *pos::currency_of("GBP")},
                          .first_number = "B01-T1-001288",
                          .last_number = "B01-T1-001318",
                          .since = since});
    read.items.push_back({.ours = false, .entries = 12, .since = since});
    read.items.push_back({.parked = true,
                          .reason = "refused",
                          .detail = "UNIQUE constraint failed: sale.sale",
                          .entries = 1,
                          .tickets = 1,
                          .total = {1'234, *pos::currency_of("GBP")},
                          .first_number = "B01-T1-001290",
                          .last_number = "B01-T1-001290",
                          .since = since});
    read.items.push_back({.parked = true, .reason = "unknown_kind", .entries = 1, .since = since});
    read.items.push_back({.parked = true,
                          .reason = "other_place",
                          .detail = "B02-T1",
                          .entries = 1,
                          .since = since});
    return read;
}

constexpr Act kActs[] = {
    {"sell_offline",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = false, .to_send = 128'734});
     }},
    {"sell_office_revoked",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{
             .joined = true, .online = true, .refused = till::shell::OfficeRefusal::revoked});
     }},
    {"sell_office_join_again",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{
             .joined = true, .online = true, .refused = till::shell::OfficeRefusal::join_again});
     }},
    {"sell_office_set_aside",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = true, .set_aside = 17});
     }},
    {"sell_office_beside",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true,
                                          .online = true,
                                          .to_send = 4,
                                          .set_aside = 17,
                                          .parting = till::shell::Parting::still_sells});
     }},
    {"office_nothing",
     [](Till& t) { head_office(t, {.joined = true, .online = true}, till::shell::OutsideRead{}); }},
    {"office_asking", [](Till& t) { head_office(t, {.joined = true, .online = true}, {}); }},
    {"office_unreached",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .set_aside = 1'217,
                      .parked = 3,
                      .way = till::shell::OfficeWay::certificate},
                     till::shell::OutsideRead{{}, "no network"});
     }},
    {"office_put_back",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .parked = 2,
                      .origin = till::shell::Origin::put_back,
                      .name = "B01-T1b",
                      .since = pos::Instant{1'795'350'000'000}},
                     outside());
         t.act(till::shell::OutsideExported{
             "/var/lib/counterfoil/B01-T1b-head-office-2026-11-26-134501.journal", 31, {}});
     }},
    {"office_copy",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .set_aside = 64,
                      .parked = 2,
                      .parting = till::shell::Parting::still_sells},
                     outside());
     }},
    {"office_replaced",
     [](Till& t) {
         head_office(t,
                     {.joined = true,
                      .online = true,
                      .origin = till::shell::Origin::replaced,
                      .name = "B01-T1c",
                      .since = pos::Instant{1'795'350'000'000}},
                     till::shell::OutsideRead{});
     }},
    {"settings_office",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true, .online = true});
         t.model.screen = till::shell::Screen::settings;
         t.act(till::shell::Restyled{});
     }},
};

}  // namespace

std::span<const Act> office_acts() {
    return kActs;
}

}  // namespace test
