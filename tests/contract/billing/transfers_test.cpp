// Goal: a refund goes to the bank once, and what comes back is the customer's again, once, whoever
// says so how often. Method: a head office on either engine with an account that paid too much;
// files and statements read as the bank would.
#include "app/core/billing/transfers.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/bank_import.hpp"
#include "app/core/billing/debits.hpp"
#include "app/core/billing/sender.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::BankFate;
using stored::TransferState;

constexpr const char* kOurs = "DE02120300000000202051";
constexpr const char* kTheirs = "DE89370400440532013000";
constexpr const char* kCameBack = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";

class Transfers : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        auto opened = books();
        billing::Sender sender{.name = "Stadtwerke Müller"};
        sender.iban = kOurs;
        ASSERT_TRUE(billing::change_sender(opened, sender, clock_.now()));
        customer("1", {.name = "Jürgen Groß"});
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // 11.78
        go_to("2026-11-10");
        pay({.account = "1", .amount = "41.78"});  // 30.00 ahead
    }
    app::core::Outcome<billing::AskedTransfer> ask(const std::string& amount,
                                                   const std::string& id = {},
                                                   const std::string& iban = kTheirs,
                                                   const std::string& account = "1") {
        auto opened = books();
        return billing::ask_transfer(
            opened,
            {.refund = {account, amount, "paid twice", id}, .iban = iban, .bic = {}, .holder = {}},
            clock_.now(), random_);
    }
    billing::TransferReport order(const std::string& day = "2026-11-11") {
        auto opened = books();
        auto done = billing::order_transfers(opened, *pos::parse_date(day), clock_.now(), random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::TransferReport{});
    }
    std::string file(const std::string& message) {
        auto text = billing::transfer_file(*db_, message);
        EXPECT_TRUE(text) << text.error().words;
        return text.value_or("");
    }
    std::int64_t withdraw(const std::string& which) {
        auto opened = books();
        return billing::withdraw_transfers(opened, which, clock_.now(), random_).value_or(-1);
    }
    bool returned(const std::string& id) {
        auto opened = books();
        return billing::return_transfer(opened, id, "AC04", clock_.now(), random_).has_value();
    }
    TransferState state_of(const pos::Ulid& id) {
        return stored::transfer_of(*db_, id).value()->transfer.state;
    }
    /// A line of a statement.
    static std::string line(const std::string& amount, const std::string& end_to_end, bool credit,
                            const std::string& more = {}, const std::string& day = "2026-11-12") {
        return "<Ntry><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>" +
               (credit ? "CRDT" : "DBIT") + "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" +
               day + "</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>" + end_to_end +
               "</EndToEndId></Refs>" + more + "</TxDtls></NtryDtls></Ntry>";
    }
    billing::BankImportReport imported(const std::string& lines, bool dry_run = false) {
        const auto read = pos::billing::bank::read(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">"
            "<BkToCstmrDbtCdtNtfctn><Ntfctn><Id>N</Id><Acct><Id><IBAN>" +
            std::string{kOurs} + "</IBAN></Id></Acct>" + lines +
            "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>");
        EXPECT_TRUE(read) << to_string(read.error());
        auto opened = books();
        auto done =
            billing::import_bank_file(opened, *read, {.dry_run = dry_run}, clock_.now(), random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? std::move(*done) : billing::BankImportReport{};
    }
    /// A statement with one line about that transfer.
    std::vector<BankFate> told(const std::string& amount, const pos::Ulid& id, bool back,
                               const std::string& day = "2026-11-12") {
        const auto done = imported(line(amount, to_string(id), back, back ? kCameBack : "", day));
        std::vector<BankFate> fates;
        for (const auto& one : done.lines) fates.push_back(one.fate);
        return fates;
    }
    std::int64_t open(const std::string& number) {
        return stored::document_of_number(*db_, number)->value().open_minor;
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
using Fates = std::vector<BankFate>;

TEST_P(Transfers, GoOutOnce) {
    const auto asked = ask("10.00", "R1");
    ASSERT_TRUE(asked) << asked.error().words;
    EXPECT_EQ(open_of("1"), -2'000);
    const auto again = ask("10.00", "R1");
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->transfer.transfer, asked->transfer.transfer);
    ASSERT_TRUE(ask("5.00"));
    EXPECT_EQ(open_of("1"), -1'500);
    const auto ordered = order();
    EXPECT_EQ(ordered.transfers, 2);
    EXPECT_EQ(ordered.sum.minor, 1'500);
    const std::string text = file(ordered.message);
    EXPECT_TRUE(has(text, "<CtrlSum>15.00</CtrlSum>"));
    EXPECT_TRUE(has(text, "<Nm>Juergen Gross</Nm>"));
    EXPECT_TRUE(has(text, std::string{"<IBAN>"} + kTheirs));
    EXPECT_TRUE(has(text, "<Ustrd>1 paid twice</Ustrd>"));
    EXPECT_TRUE(has(text, "<Dt>2026-11-11</Dt>"));
    // What is in a file is in no other one, and asked for again it is the same.
    EXPECT_EQ(order().transfers, 0);
    EXPECT_TRUE(ask("10.00", "R1")->again);
    EXPECT_EQ(order().transfers, 0);
    go_to("2026-11-13");
    auto opened = books();
    EXPECT_EQ(billing::settle_transfers(opened, ordered.message, clock_.now()).value(), 2);
    EXPECT_EQ(billing::settle_transfers(opened, ordered.message, clock_.now()).value(), 0);
    EXPECT_EQ(file(ordered.message), text);
    EXPECT_EQ(open_of("1"), -1'500);
    expect_books_in_order();
}

TEST_P(Transfers, ThatAskForMoreThanIsAheadAreRefused) {
    EXPECT_FALSE(ask("30.01"));
    ASSERT_TRUE(ask("30.00"));
    EXPECT_FALSE(ask("0.01"));
    bill("2026-12-01");  // nothing of it pays the next bill
    EXPECT_EQ(open_of("1"), 1'178);
    EXPECT_EQ(order("2026-12-02").transfers, 1);
    expect_books_in_order();
}

TEST_P(Transfers, GoToTheAccountOfTheMandateWhereNobodySaysAnother) {
    EXPECT_FALSE(ask("1.00", "", ""));
    auto opened = books();
    ASSERT_TRUE(billing::put_mandate(opened,
                                     {.reference = "M1",
                                      .account = "1",
                                      .holder = "Eva",
                                      .iban = kTheirs,
                                      .bic = {},
                                      .signed_on = "2026-10-01"},
                                     clock_.now()));
    const auto asked = ask("1.00", "", "");
    ASSERT_TRUE(asked) << asked.error().words;
    EXPECT_EQ(asked->transfer.to.iban, kTheirs);
    EXPECT_EQ(asked->transfer.to.name, "Eva");
}

TEST_P(Transfers, ThatComeBackAreTheCustomersAgainOnce) {
    const auto id = ask("10.00")->transfer.transfer;
    // No file yet: nothing can have come back.
    EXPECT_FALSE(returned(to_string(id)));
    order();
    EXPECT_EQ(told("10.00", id, false), Fates{BankFate::debit});
    EXPECT_EQ(state_of(id), TransferState::paid);
    EXPECT_EQ(open_of("1"), -2'000);
    go_to("2026-11-15");
    EXPECT_EQ(told("10.00", id, true), Fates{BankFate::taken});
    EXPECT_EQ(state_of(id), TransferState::returned);
    EXPECT_EQ(open_of("1"), -3'000);
    // The same again, another file of the bank's, and a clerk's own word.
    EXPECT_EQ(told("10.00", id, true), Fates{BankFate::again});
    EXPECT_EQ(told("10.00", id, true, "2026-11-13"), Fates{BankFate::again});
    EXPECT_FALSE(returned(to_string(id)));
    EXPECT_EQ(open_of("1"), -3'000);
    expect_books_in_order();
    // It may go out anew.
    EXPECT_TRUE(ask("30.00"));
}

TEST_P(Transfers, ThatComeBackCountFromTheBanksDayOnAndNoDayToCome) {
    const auto id = ask("10.00")->transfer.transfer;
    order();
    go_to("2026-11-15");
    EXPECT_EQ(told("10.00", id, true, "2026-11-20"), Fates{BankFate::unknown});
    EXPECT_EQ(state_of(id), TransferState::ordered);
    EXPECT_EQ(open_of("1"), -2'000);
    go_to("2026-11-21");
    EXPECT_EQ(told("10.00", id, true, "2026-11-20"), Fates{BankFate::taken});
    const auto back = stored::payment_of_external_id(*db_, billing::homecoming_id(id)).value();
    ASSERT_TRUE(back);
    EXPECT_EQ(back->received_on, *pos::parse_date("2026-11-20"));
    EXPECT_EQ(back->reference, "Transfer " + to_string(id) + " came back: AC04");
    expect_books_in_order();
}

TEST_P(Transfers, ThatComeBackWithoutAWordOfItAreNoNewPayment) {
    customer("10001", {.name = "Eva"});
    pay({.account = "10001", .amount = "5.00"});
    const auto id = ask("5.00", "", kTheirs, "10001")->transfer.transfer;
    order();
    go_to("2026-11-15");
    // Its text is ours, and names the account.
    const std::string back =
        line("5.00", to_string(id), true, "<RmtInf><Ustrd>10001 paid twice</Ustrd></RmtInf>");
    EXPECT_EQ(imported(back, true).count(BankFate::taken), 1U);
    EXPECT_EQ(state_of(id), TransferState::ordered);  // that was a look
    EXPECT_EQ(imported(back).count(BankFate::taken), 1U);
    EXPECT_EQ(state_of(id), TransferState::returned);
    EXPECT_FALSE(returned(to_string(id)));
    EXPECT_EQ(open_of("10001"), -500);
    EXPECT_EQ(imported(back, true).count(BankFate::again), 1U);
    expect_books_in_order();
}

TEST_P(Transfers, ThatComeBackBesideAPaymentPayNothingTwice) {
    const auto id = ask("30.00")->transfer.transfer;
    order();
    bill("2026-12-01");  // 11.78
    const std::string lines =
        line("11.78", "NOTPROVIDED", true, "<RmtInf><Ustrd>I2026-000002</Ustrd></RmtInf>") +
        line("30.00", to_string(id), true, kCameBack);
    const auto looked = imported(lines, true);
    ASSERT_EQ(looked.count(BankFate::taken), 2U);
    EXPECT_EQ(looked.lines[1].allocated, "0.00");
    EXPECT_EQ(imported(lines).count(BankFate::taken), 2U);
    EXPECT_EQ(open("I2026-000002"), 0);
    EXPECT_EQ(open_of("1"), -3'000);
    expect_books_in_order();
}

TEST_P(Transfers, OfOneAccountThatAreWithdrawnPayNothingTwice) {
    ASSERT_TRUE(ask("20.00"));
    ASSERT_TRUE(ask("10.00"));
    const std::string message = order().message;
    bill("2026-12-01");  // 11.78
    EXPECT_EQ(withdraw(message), 2);
    EXPECT_EQ(open("I2026-000002"), 0);
    EXPECT_EQ(open_of("1"), 1'178 - 3'000);
    expect_books_in_order();
}

TEST_P(Transfers, ThatWentOutThoughTheyWereWithdrawnAreTold) {
    const auto id = ask("10.00")->transfer.transfer;
    EXPECT_EQ(withdraw(order().message), 1);
    EXPECT_EQ(open_of("1"), -3'000);
    const auto out = imported(line("10.00", to_string(id), false));
    EXPECT_EQ(out.count(BankFate::debit), 1U);
    EXPECT_EQ(out.withdrawn, 1U);
    EXPECT_EQ(out.remarks.size(), 1U);
    // What comes back of it is nobody's payment: it was the account's again before.
    go_to("2026-11-15");
    EXPECT_EQ(told("10.00", id, true), Fates{BankFate::returned});
    EXPECT_EQ(imported(line("10.00", to_string(id), true)).count(BankFate::returned), 1U);
    EXPECT_EQ(state_of(id), TransferState::withdrawn);
    EXPECT_EQ(open_of("1"), -3'000);
}

TEST_P(Transfers, OfAnotherAmountAreForAPerson) {
    const auto id = ask("10.00")->transfer.transfer;
    order();
    go_to("2026-11-15");
    EXPECT_EQ(told("9.00", id, true), Fates{BankFate::returned});
    EXPECT_EQ(told("9.00", id, false), Fates{BankFate::debit});
    EXPECT_EQ(state_of(id), TransferState::ordered);
    EXPECT_EQ(open_of("1"), -2'000);
}

TEST_P(Transfers, ThatAreWithdrawnGoNowhere) {
    const auto waiting = ask("10.00")->transfer.transfer;
    EXPECT_EQ(withdraw(to_string(waiting)), 1);
    EXPECT_EQ(withdraw(to_string(waiting)), 0);
    EXPECT_EQ(open_of("1"), -3'000);
    EXPECT_EQ(order().transfers, 0);
    const auto ordered = ask("5.00")->transfer.transfer;
    const std::string message = order().message;
    EXPECT_EQ(withdraw(to_string(ordered)), -1);  // of a file: all of it or nothing
    EXPECT_EQ(withdraw(message), 1);
    EXPECT_EQ(open_of("1"), -3'000);
    EXPECT_FALSE(billing::transfer_file(*db_, message));
    // What the bank has carried out is not withdrawn.
    const auto paid = ask("5.00")->transfer.transfer;
    const std::string gone = order().message;
    EXPECT_EQ(told("5.00", paid, false), Fates{BankFate::debit});
    EXPECT_EQ(withdraw(gone), -1);
    EXPECT_EQ(open_of("1"), -2'500);
    expect_books_in_order();
}

TEST_P(Transfers, RefuseWhatNoBankWouldTake) {
    EXPECT_FALSE(ask("1.00", "", "DE88370400440532013000"));
    EXPECT_FALSE(ask("1.00", "", kTheirs, "9"));
    customer("2", {.currency = "USD"});
    pay({.account = "2", .amount = "5.00"});
    EXPECT_FALSE(ask("1.00", "", kTheirs, "2"));
    // An id of another refund, or of one that was paid out by hand.
    ASSERT_TRUE(ask("1.00", "R1"));
    EXPECT_FALSE(ask("2.00", "R1"));
    EXPECT_FALSE(ask("1.00", "R1", kOurs));
    auto opened = books();
    ASSERT_TRUE(billing::refund(opened, {"1", "1.00", "", "R2"}, clock_.now()));
    EXPECT_FALSE(ask("1.00", "R2"));
    EXPECT_FALSE(
        billing::order_transfers(opened, *pos::parse_date("2026-11-09"), clock_.now(), random_));
    EXPECT_FALSE(billing::transfer_file(*db_, "CT-none"));
    EXPECT_FALSE(returned("nothing"));
    EXPECT_EQ(withdraw("CT-none"), -1);
    EXPECT_EQ(open_of("1"), -2'800);
    expect_books_in_order();
}

ON_EITHER_ENGINE(Transfers);

}  // namespace
