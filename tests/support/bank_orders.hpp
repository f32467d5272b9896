#pragma once

#include "pos/billing/bank/order.hpp"

namespace test {

/// Five collections, of every sequence, with a name that is not in plain letters.
inline pos::billing::bank::CollectionOrder collection_order() {
    using pos::billing::bank::Sequence;
    const pos::Date signed_on = pos::make_date(2025, 3, 1);
    const pos::billing::bank::AccountHolder otto{"Otto Meyer", "DE89370400440532013000", ""};
    return {
        .message = "DD-2026-11",
        .made_at = {1'795'000'000'000},
        .to = {"Stadtwerke", "DE02120300000000202051", "BYLADEM1001"},
        .creditor = "DE98ZZZ09999999999",
        .collect_on = pos::make_date(2026, 12, 1),
        .collections = {{"E1", 1'234, "M1", signed_on, Sequence::first, otto, "I2026-000001"},
                        {"E2", 5, "M2", signed_on, Sequence::recurring, otto, ""},
                        {"E3",
                         100'000,
                         "M3",
                         signed_on,
                         Sequence::recurring,
                         {"Müller & Söhne", "DE89370400440532013000", "COBADEFFXXX"},
                         "Strom für Köln"},
                        {"E4", 700, "M4", signed_on, Sequence::once, otto, std::string(300, 'x')},
                        {"E5", 300, "M5", signed_on, Sequence::last, otto, "I2026-000005"}}};
}

/// Two transfers, one to a name that is not in plain letters and whose bank is known.
inline pos::billing::bank::TransferOrder transfer_order() {
    return {.message = "CT-2026-11",
            .made_at = {1'795'000'000'000},
            .from = {"Stadtwerke", "DE02120300000000202051", "BYLADEM1001"},
            .pay_on = pos::make_date(2026, 12, 1),
            .transfers = {{"T1", 1'234, {"Otto Meyer", "DE89370400440532013000", ""}, "Refund"},
                          {"T2",
                           5,
                           {"Müller & Söhne", "DE89370400440532013000", "COBADEFFXXX"},
                           std::string(300, 'x')}}};
}

}  // namespace test
