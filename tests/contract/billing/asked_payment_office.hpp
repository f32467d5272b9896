#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/core/billing/asked_payment.hpp"
#include "app/core/billing/collect_again.hpp"
#include "app/core/billing/debits.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/letter.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "app/core/invoice/epc.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "pos/journal/archive/reader.hpp"
#include "pos/store/feed/transfers.hpp"
#include "tests/contract/billing/provider_office.hpp"

namespace test {

/// A German office that collects by its bank and at an emulated provider; accounts 1 to 3.
class AskedPaymentOffice : public ProviderOffice {
protected:
    static constexpr const char* kDebitedIban = "DE89370400440532013000";
    static constexpr const char* kCollectsAs = "DE98ZZZ09999999999";
    static constexpr const char* kAdviceLines =
        R"([{"text": "Advice", "price": "100.00", "tax_class": "standard"}])";

    void SetUp() override {
        ProviderOffice::SetUp();
        app::core::billing::Sender sender{.name = "Stadtwerke GmbH"};
        sender.street = "Am Netz 1";
        sender.postcode = "10115";
        sender.city = "Berlin";
        sender.country = "DE";
        sender.vat_id = "DE123456789";
        sender.email = "bills@stadtwerke.example";
        sender.phone = "+49 30 1234567";
        sender.contact = "Anna Kundendienst";
        sender.iban = "DE02120300000000202051";
        sender.creditor = kCollectsAs;
        sender.e_address = "9930:DE123456789";
        say(sender);
        app::core::billing::CustomerInput input{.name = "Eva Hell"};
        input.street = "Allee 2";
        input.postcode = "53113";
        input.city = "Bonn";
        input.country = "DE";
        input.references.e_address = "991-33333TEST-33";
        input.references.e_address_scheme = "0204";
        for (const char* number : {"1", "2", "3"}) customer(number, input);
    }
    void say(const app::core::billing::Sender& change) {
        auto open = books();
        const auto said = app::core::billing::change_sender(open, change, clock_.at);
        ASSERT_TRUE(said) << said.error().words;
        sender_ = *said;
    }
    void mandate(const std::string& reference, const std::string& account, bool one_time = false) {
        auto open = books();
        const auto put = app::core::billing::put_mandate(open,
                                                         {.reference = reference,
                                                          .account = account,
                                                          .iban = kDebitedIban,
                                                          .signed_on = "2026-10-01",
                                                          .one_time = one_time},
                                                         clock_.at);
        ASSERT_TRUE(put) << put.error().words;
    }
    void end_mandate(const std::string& reference, const std::string& on) {
        auto open = books();
        ASSERT_TRUE(app::core::billing::end_mandate(open, reference, on, clock_.at));
    }
    void collect_at_provider(const std::string& account, const std::string& until = {}) {
        method({.account = account,
                .token = "tok_7",
                .label = "Visa ending 4242",
                .until = until,
                .collects = true});
    }
    /// Of 119.00, due on the fifteenth of November.
    pos::journal::DocumentIssued write(const std::string& account,
                                       const std::string& lines = kAdviceLines) {
        const auto said = app::core::billing::read_new_invoice(R"({"account": ")" + account +
                                                               R"(", "lines": )" + lines + "}");
        EXPECT_TRUE(said) << said.error().words;
        if (!said) return {};
        auto open = books();
        const auto done = app::core::billing::write_invoice(open, *said, false, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        // As it stands in the books.
        return done ? document(done->number) : pos::journal::DocumentIssued{};
    }
    pos::journal::PaymentAsked asked(const std::string& account) {
        return write(account).asked.value_or(pos::journal::PaymentAsked{});
    }
    pos::store::billing::StoredDocument stored_document(const std::string& number) {
        const auto found = pos::store::billing::document_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? **found : pos::store::billing::StoredDocument{};
    }
    pos::billing::invoice::Invoice e_invoice(const std::string& number) {
        auto invoice = app::core::billing::invoice_of(*db_, stored_document(number), sender_);
        EXPECT_TRUE(invoice) << invoice.error().words;
        return invoice.value_or(pos::billing::invoice::Invoice{});
    }
    /// No rule that forbids anything is broken, and programs read again how it is paid.
    static void expect_keeps(pos::billing::invoice::Invoice bill) {
        for (const auto rules : {pos::billing::invoice::check::Rules::xrechnung,
                                 pos::billing::invoice::check::Rules::peppol}) {
            bill.process = pos::billing::invoice::kPeppolProcess;
            bill.specification = rules == pos::billing::invoice::check::Rules::peppol
                                     ? pos::billing::invoice::kPeppolBilling
                                     : pos::billing::invoice::kXRechnung;
            for (const std::string& file : {pos::billing::invoice::ubl::write(bill),
                                            pos::billing::invoice::cii::write(bill)}) {
                const auto reading = pos::billing::invoice::read(file);
                ASSERT_TRUE(reading) << to_string(reading.error());
                EXPECT_EQ(reading->invoice.payment, bill.payment) << file;
                EXPECT_EQ(reading->invoice.creditor, bill.creditor) << file;
                for (const auto& found : pos::billing::invoice::check::check(*reading, rules)) {
                    EXPECT_NE(found.severity, pos::billing::invoice::check::Severity::fatal)
                        << found.rule << ' ' << found.words << ' ' << found.example << '\n'
                        << file;
                }
            }
        }
    }
    /// Ordered from the bank; the id of the one collection.
    std::string collect(const std::string& on) {
        auto open = books();
        const auto done = app::core::billing::order_collections(open, {*pos::parse_date(on), false},
                                                                clock_.at, random_);
        EXPECT_TRUE(done && done->collections == 1);
        if (!done || done->collections != 1) return {};
        message_ = done->message;
        return to_string(pos::store::billing::debits(*db_, message_, 10).value().at(0).debit.debit);
    }
    void give_back(const std::string& debit) {
        auto open = books();
        const auto done = app::core::billing::return_collection(open, debit, "AM04", clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    void collect_again(const std::string& number) {
        auto open = books();
        const auto done = app::core::billing::collect_again(open, number, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    using Transferred = std::vector<pos::store::feed::ToldTransfer>;
    /// What tills hear of an account's bills.
    Transferred transferred(const pos::Ulid& account) {
        const auto content =
            pos::store::feed::transfers_of(*db_, account, *pos::currency_of("EUR"));
        EXPECT_TRUE(content);
        if (!content || content->empty()) return {};
        const auto read =
            pos::journal::archive::from_bytes<pos::store::feed::TransfersContent>(*content);
        EXPECT_TRUE(read);
        return read ? read->bills : Transferred{};
    }
    void forget_whom_to_tell() { ASSERT_TRUE(db_->exec("DELETE FROM account_to_tell")); }
    bool waits_to_be_told(const pos::Ulid& account) {
        const auto found = db_->value<std::int64_t>(
            "SELECT count(*) FROM account_to_tell WHERE account = $1", account);
        return found && *found == 1;
    }
    /// As it would go out by today.
    app::core::billing::Letter letter(const std::string& number) {
        auto stationery = app::core::billing::Stationery::read(*db_);
        EXPECT_TRUE(stationery);
        auto read = app::core::billing::read_letter(*db_, stored_document(number).issued.document,
                                                    sender_, *stationery, "en-GB", today_);
        EXPECT_TRUE(read) << read.error().words;
        return read ? std::move(*read) : app::core::billing::Letter{};
    }
    void expect_letter_asks(const std::string& number, const char* means) {
        const app::core::billing::Letter out = letter(number);
        ASSERT_EQ(out.invoice.payment.size(), 1U);
        EXPECT_EQ(out.invoice.payment[0].code, means);
        const bool transfer = means == std::string{pos::billing::invoice::kSepaTransfer};
        EXPECT_EQ(out.page.code.has_value(), transfer);
        EXPECT_EQ(out.invoice.payment[0].transfer.has_value(), transfer);
        EXPECT_EQ(out.invoice.payment[0].debit.has_value(),
                  means == std::string{pos::billing::invoice::kSepaDebit});
        expect_keeps(out.invoice);
    }
    void expect_debited(const std::string& number) {
        const pos::billing::invoice::Invoice bill = e_invoice(number);
        ASSERT_EQ(bill.payment.size(), 1U);
        EXPECT_EQ(bill.payment[0].code, pos::billing::invoice::kSepaDebit);
        EXPECT_EQ(bill.payment[0].debit, (pos::billing::invoice::DirectDebit{"M1", kDebitedIban}));
        EXPECT_FALSE(bill.payment[0].transfer);
        EXPECT_EQ(bill.creditor, kCollectsAs);
        EXPECT_EQ(bill.payment_reference, number);
        EXPECT_FALSE(app::core::invoice::epc_payload(bill));
        expect_keeps(bill);
    }

    app::core::billing::Sender sender_;
    std::string message_;                              // of the last order to the bank
    pos::Date today_{*pos::parse_date("2026-12-01")};  // of letters
};

}  // namespace test
