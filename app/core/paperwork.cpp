#include "app/core/paperwork.hpp"

#include "app/core/logo.hpp"
#include "app/core/receipt_words.hpp"
#include "pos/document/possible_duplicate.hpp"

namespace app::core {

std::vector<pos::document::Waiting> waiting_of(const std::vector<pos::sale::WaitingCart>& carts) {
    std::vector<pos::document::Waiting> waiting;
    for (const auto& cart : carts) waiting.push_back({cart.label, cart.lines, cart.total});
    return waiting;
}

pos::document::XReport report_of(const pos::sale::PrintXReport& told,
                                 const pos::shift::Shift* shift) {
    return {.when = told.when,
            .user = told.user,
            .opened = told.opened,
            .first_receipt = shift ? shift->first_receipt : std::string{},
            .last_receipt = shift ? shift->last_receipt : std::string{},
            .currency = told.figures.net.currency,
            .figures = told.figures,
            .waiting = waiting_of(told.waiting)};
}

Outcome<Paperwork> Paperwork::open(const ShopSettings& settings,
                                   const pos::journal::JournalRow& journal) {
    auto locale = pos::locale::Locale::open(settings.locale);
    if (!locale) {
        return refuse(Why::unknown_language, settings.locale,
                      "The shop's language \"" + settings.locale + "\" is not known.");
    }
    pos::document::ShopHead head{.name = settings.name.empty() ? journal.branch : settings.name,
                                 .address = settings.address,
                                 .tax_number = settings.tax_number,
                                 .footer = settings.footer,
                                 .logo = std::string{settings.has_logo ? kLogoName : ""}};
    auto words = words_of(locale->language());
    return Paperwork{std::move(head), std::move(words), std::move(*locale),
                     journal.branch + " " + journal.terminal};
}

pos::document::Document Paperwork::receipt(const pos::journal::SaleRecord& record,
                                           const std::optional<pos::document::Proof>& proof,
                                           std::uint32_t copy,
                                           std::optional<pos::journal::CreditUsed> credit) const {
    return pos::document::receipt(record, house(),
                                  {.proof = proof,
                                   .copy = copy,
                                   .training = false,
                                   .credit = std::move(credit),
                                   .customer_name = {}});
}

pos::document::Document Paperwork::receipt(const pos::store::Receipt& stored, std::uint32_t copy,
                                           std::optional<pos::journal::CreditUsed> credit) const {
    std::optional<pos::document::Proof> proof;
    if (stored.signature) proof = pos::document::Proof{stored.hash, *stored.signature};
    return receipt(stored.record, proof, copy, std::move(credit));
}

pos::document::Document Paperwork::possible_duplicate(pos::document::Document document) const {
    return pos::document::possible_duplicate(std::move(document), words_);
}

pos::document::Document Paperwork::x_report(const pos::document::XReport& report) const {
    return pos::document::x_report(report, house(), till_);
}

pos::document::Document Paperwork::z_report(const pos::journal::ShiftClosed& closed,
                                            std::span<const pos::document::Waiting> waiting) const {
    return pos::document::z_report(closed, house(), till_, waiting, 0);
}

pos::document::Document Paperwork::test_page(const pos::document::TestPage& page) const {
    return pos::document::test_page(page, house(), till_);
}

pos::document::Document Paperwork::bill_slip(const pos::document::BillSlip& bill) const {
    return pos::document::bill_slip(bill, house(), till_);
}

pos::document::Document Paperwork::meter_slip(const pos::journal::MeterRead& read) const {
    return pos::document::meter_slip(read, house(), till_);
}

pos::document::Document Paperwork::card_slip(const drivers::card::Slip& slip) const {
    pos::document::Document document{.language = std::string{locale_.language()}};
    for (const drivers::card::SlipLine& line : slip.lines) {
        if (line.text.empty()) {
            document.blocks.emplace_back(pos::document::Blank{});
            continue;
        }
        document.blocks.emplace_back(pos::document::Text{
            line.text,
            line.centred ? pos::document::Align::centre : pos::document::Align::start,
            {.double_height = line.high, .double_width = line.wide}});
    }
    document.blocks.emplace_back(pos::document::Cut{});
    return document;
}

}  // namespace app::core
