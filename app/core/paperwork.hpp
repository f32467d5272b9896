#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/shop_settings.hpp"
#include "drivers/card/card_terminal.hpp"
#include "pos/document/bill_slip.hpp"
#include "pos/document/document.hpp"
#include "pos/document/meter_slip.hpp"
#include "pos/document/receipt.hpp"
#include "pos/document/report_document.hpp"
#include "pos/document/test_page.hpp"
#include "pos/sale/effects.hpp"
#include "pos/shift/figures.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

/// Carts that wait, as the register told them, for a report.
std::vector<pos::document::Waiting> waiting_of(const std::vector<pos::sale::WaitingCart>& carts);

/// An X report as the register told it. `shift` knows its first and last receipt; may be null.
pos::document::XReport report_of(const pos::sale::PrintXReport& told,
                                 const pos::shift::Shift* shift);

/// Turns what the store holds into documents, in the shop's language.
///
/// owns: the words and formats
class Paperwork {
public:
    static Outcome<Paperwork> open(const ShopSettings& settings,
                                   const pos::journal::JournalRow& journal);

    /// `copy` 0 is the receipt itself. Without a proof there is no QR code.
    pos::document::Document receipt(const pos::journal::SaleRecord& record,
                                    const std::optional<pos::document::Proof>& proof,
                                    std::uint32_t copy,
                                    std::optional<pos::journal::CreditUsed> credit = {}) const;
    /// `credit`: what its payment with leased credit said.
    pos::document::Document receipt(const pos::store::Receipt& receipt, std::uint32_t copy,
                                    std::optional<pos::journal::CreditUsed> credit = {}) const;
    pos::document::Document x_report(const pos::document::XReport& report) const;
    /// `waiting` are the carts that the day left behind.
    pos::document::Document z_report(const pos::journal::ShiftClosed& closed,
                                     std::span<const pos::document::Waiting> waiting) const;
    /// Marked as one that may have been printed before.
    pos::document::Document possible_duplicate(pos::document::Document document) const;

    pos::document::Document test_page(const pos::document::TestPage& page) const;

    /// For a customer whose counter was read.
    pos::document::Document meter_slip(const pos::journal::MeterRead& read) const;

    /// A bill of head office's, as this till knows it.
    pos::document::Document bill_slip(const pos::document::BillSlip& bill) const;

    /// A card terminal's receipt in its own words.
    pos::document::Document card_slip(const drivers::card::Slip& slip) const;

private:
    Paperwork(pos::document::ShopHead head, pos::document::Words words, pos::locale::Locale locale,
              std::string till)
        : head_{std::move(head)},
          words_{std::move(words)},
          locale_{std::move(locale)},
          till_{std::move(till)} {}
    pos::document::House house() const { return {head_, words_, locale_}; }

    pos::document::ShopHead head_;
    pos::document::Words words_;
    pos::locale::Locale locale_;
    std::string till_;
};

}  // namespace app::core
