// Goal: what a customer pays of a bill at a till that knows it from the feed alone, and has no
// network, pays that bill at the office once it comes, once; and the till says how fresh it is.
// Method: an office on either engine with two invoices, a till's database that takes in what the
// office would answer, and its journal that the office takes in.
#include <gtest/gtest.h>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/payments.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_accounts.hpp"
#include "pos/store/feed/told_accounts.hpp"
#include "pos/store/feed/transfers.hpp"
#include "pos/store/parties/parties.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace feed = pos::store::feed;
namespace office = pos::store::office;
namespace billing = app::core::billing;
using pos::journal::PaidBill;
using test::euro;
using test::id;

class TillPayments : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        put_account("1", "Otto Müller", 41);
        put_account("2", "Ada", 42);
        invoice("1", pos::make_date(2026, 11, 15));  // I2026-000001
        invoice("1", pos::make_date(2026, 12, 15));  // I2026-000002
        invoice("2", pos::make_date(2026, 12, 15));
        join();
        follow();
    }
    /// A customer and the account of that number.
    void put_account(const std::string& number, const std::string& name, std::uint8_t last) {
        pos::customer::Known known;
        known.party.id = id(last);
        known.party.number = "K" + number;
        known.party.name = name;
        if (number == "1") known.party.phone = "0171 5551234";
        known.stated = pos::customer::Fields::all();
        pos::store::Touched touched;
        touched.customers.insert(known.party.id);
        auto work =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(work);
        ASSERT_TRUE(pos::store::parties::take(*db_, known, now_));
        ASSERT_TRUE(feed::publish(*db_, test::kEuro, touched));
        pos::customer::Account account;
        account.id = id(static_cast<std::uint8_t>(last + 10));
        account.number = number;
        account.party = known.party.id;
        account.currency = test::kEuro;
        account.zone = "Europe/Berlin";
        ASSERT_TRUE(pos::store::billing::put_account(*db_, account, now_));
        ASSERT_TRUE(work->commit());
    }
    billing::BillingBooks books() {
        billing::BillingBooks books{
            connect({pos::store::db::OpenMode::read_write}),
            nullptr,
            {{}, {}, *pos::locale::Zone::open("Europe/Berlin"), {}, {}, false}};
        books.office.opening.user = {id(1), "Anna", pos::people::Role::manager, true};
        auto stream = office::Stream::open(
            *books.db, {directory_.file("office.key.billing"), "test"}, now_, random_);
        EXPECT_TRUE(stream);
        books.stream = std::make_unique<office::Stream>(std::move(*stream));
        return books;
    }
    /// One of 11.78.
    void invoice(const std::string& account, pos::Date due,
                 std::optional<pos::journal::PaymentAsked> asked = {}) {
        auto open = books();
        const auto whose = pos::store::billing::account_of_number(*open.db, account);
        ASSERT_TRUE(whose && *whose);
        pos::journal::DocumentIssued issued;
        issued.document = pos::make_ulid(now_, random_);
        issued.series = "I2026";
        issued.when = open.when(now_);
        issued.user = open.user();
        issued.account = (*whose)->stored.account.id;
        issued.account_number = account;
        issued.currency = test::kEuro;
        issued.asked = std::move(asked);
        issued.issued_on = pos::Date{due.days - 14};
        issued.due_on = due;
        issued.net = issued.payable = euro(1'178);
        issued.tax = euro(0);
        pos::journal::DocumentLine line;
        line.item = pos::make_ulid(now_, random_);
        line.account = issued.account;
        line.name = "Electricity";
        line.net = issued.net;
        line.tax = euro(0);
        issued.lines = {line};
        pos::journal::DocumentTax tax;
        tax.category = "Z";
        tax.base = issued.net;
        tax.tax = euro(0);
        issued.taxes = {tax};
        ASSERT_TRUE(open.stream->begin());
        const auto number = open.stream->draw_number(issued.series);
        ASSERT_TRUE(number);
        issued.number = office::document_number(issued.series, *number);
        ASSERT_TRUE(open.stream->append(issued, now_));
        ASSERT_TRUE(open.stream->commit());
    }
    billing::Payment pay(const billing::NewPayment& payment) {
        auto open = books();
        const auto done = billing::receive_payment(open, payment, now_, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::Payment{});
    }
    std::int64_t open_of(const std::string& account) {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(o.open_minor), 0) AS BIGINT) FROM open_item o JOIN "
                "billing_account a ON a.account = o.account WHERE a.number = $1",
                account)
            ->value();
    }
    void expect_books_in_order() {
        const auto report = verified();
        EXPECT_TRUE(report.is_good());
        for (const auto& each : report.differences) {
            ADD_FAILURE() << each.table << " " << each.key << " " << each.column << ": "
                          << each.stored << " for " << each.rebuilt;
        }
    }
    void join() {
        const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                              directory_.file("till.db")};
        auto made = pos::store::Store::create(target,
                                              {.branch = "B01",
                                               .terminal = "T1",
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, now_, random_);
        ASSERT_TRUE(made);
        till_ = std::move(*made);
        const office::EnrolCode code{
            test::hash_of_number(9), "B01", "T1", {now_.unix_ms + 600'000}};
        ASSERT_TRUE(office::put_enrol_code(*db_, code, now_).value());
        const auto terminal =
            office::join(*db_, {code.hash, till_->journal().public_key, "B01", "T1", "test"},
                         pos::make_ulid(now_, random_), now_);
        ASSERT_TRUE(terminal && *terminal);
        terminal_ = **terminal;
    }
    pos::store::db::Connection& till_db() { return till_->reader().connection(); }
    void follow() {
        for (bool more = true; more;) {
            const auto told = feed::tell_accounts(*db_, 1);
            ASSERT_TRUE(told) << told.error().text;
            more = *told;
        }
        const auto at = feed::cursor(till_db()).value();
        const auto next = feed::changes_behind(*db_, "B01", at.number, {});
        ASSERT_TRUE(next);
        const auto applied = feed::apply(
            till_db(), {.branch = "B01", .currency = test::kEuro, .now = now_}, epoch_, *next);
        ASSERT_TRUE(applied) << applied.error().text;
        EXPECT_EQ(applied->unread, 0U);
    }
    feed::KnownAccount found(const std::string& words) {
        const auto all = feed::find_accounts(till_db(), words);
        EXPECT_TRUE(all) << all.error().cause.text;
        EXPECT_EQ(all->size(), 1U) << words;
        return all && all->size() == 1 ? all->front() : feed::KnownAccount{};
    }
    /// Pays at the till: so much of each of the account's open bills, and so much of none.
    pos::journal::SaleRecord pay_at_till(const std::vector<std::int64_t>& parts,
                                         std::int64_t on_account = 0) {
        const auto known = found("1");
        auto record = test::sample_bill();
        record.sale = pos::make_ulid(now_, random_);
        record.number.clear();
        record.bill =
            pos::journal::BillPayment{known.account, known.number, now_, {}, euro(on_account), {}};
        for (std::size_t at = 0; at < parts.size(); ++at) {
            const auto& open = known.bills[at];
            record.bill->bills.push_back(
                {open.document, open.number, open.due_on, open.open, euro(parts[at])});
        }
        return take(std::move(record));
    }
    pos::journal::SaleRecord take(pos::journal::SaleRecord record) {
        record.total = record.payable = record.bill->total();
        record.tenders = {{pos::journal::TenderKind::cash, "cash", "Cash", record.total,
                           record.total + euro(100), euro(100), ""}};
        pos::store::Batch batch;
        batch.events.emplace_back(pos::journal::BillPaid{record});
        const auto stored = till_->append(std::move(batch), now_);
        EXPECT_TRUE(stored);
        record.number = stored->events.at(0).number;
        return record;
    }
    /// The whole journal, as often as it is called.
    office::Receipt send() {
        std::vector<pos::journal::SealedEntry> entries;
        EXPECT_TRUE(till_->reader().walk(till_->journal().journal, 0,
                                         [&](const pos::journal::Entry& entry) {
                                             entries.push_back({entry, {}});
                                             return true;
                                         }));
        const auto& journal = till_->journal();
        const auto receipt =
            office::take_in(*db_,
                            {terminal_.terminal, "B01", "T1", journal.journal, journal.public_key,
                             pos::journal::genesis(journal.journal, journal.public_key), entries},
                            now_);
        EXPECT_TRUE(receipt) << receipt.error().cause.text;
        return receipt.value_or(office::Receipt{});
    }
    billing::TillBooking book() {
        auto open = books();
        auto done = billing::book_till_payments(open, now_, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::TillBooking{});
    }
    std::int64_t open(const std::string& number) {
        return pos::store::billing::document_of_number(*db_, number)->value().open_minor;
    }
    std::int64_t payments() {
        return db_->value<std::int64_t>("SELECT count(*) FROM payment")->value();
    }

    pos::Instant now_{1'796'200'000'000};  // 2 December 2026
    std::unique_ptr<pos::store::Store> till_;
    office::Terminal terminal_;
    pos::Ulid epoch_{id(200)};
};

TEST_P(TillPayments, ATillKnowsWhatIsOpenAndByWhatToFindIt) {
    for (const std::string words : {"1", "I2026-000002", "i2026-000001", "otto mül", "5551234",
                                    "BCD\n002\n1\nSCT\n\nShop\nDE00\nEUR11.78\n\n\nI2026-000002"}) {
        const auto known = found(words);
        EXPECT_EQ(known.number, "1") << words;
    }
    const auto known = found("1");
    EXPECT_EQ(known.name, "Otto Müller");
    ASSERT_EQ(known.bills.size(), 2U);
    EXPECT_EQ(known.bills[0].number, "I2026-000001");
    EXPECT_EQ(known.bills[0].open, euro(1'178));
    EXPECT_EQ(known.open(), euro(2 * 1'178));
    EXPECT_EQ(known.ahead, euro(0));
    EXPECT_TRUE(feed::find_accounts(till_db(), "nobody")->empty());
    EXPECT_TRUE(*feed::knows_accounts(till_db()));
    EXPECT_EQ(*feed::heard_all_at(till_db()), now_);
}

TEST_P(TillPayments, ABillPaidOfflineIsPaidAtTheOfficeOnce) {
    const auto record = pay_at_till({1'178, 1'178});
    EXPECT_EQ(record.number, "B01-T1-000001");
    // The till knows it at once, the office not yet.
    EXPECT_EQ(found("1").open(), euro(0));
    EXPECT_EQ(found("1").taken_here, euro(2 * 1'178));
    EXPECT_EQ(open_of("1"), 2 * 1'178);
    EXPECT_EQ(send().parked, 0U);
    EXPECT_TRUE(*billing::has_till_payments(*db_, now_));
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(open("I2026-000001"), 0);
    EXPECT_EQ(open("I2026-000002"), 0);
    // Again: the batch, and the booking.
    EXPECT_EQ(send().added, 0U);
    EXPECT_FALSE(*billing::has_till_payments(*db_, now_));
    EXPECT_EQ(book().booked, 0U);
    EXPECT_EQ(payments(), 1);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
    // Told of it, the till counts it once.
    follow();
    const auto known = found("1");
    EXPECT_EQ(known.open(), euro(0));
    EXPECT_EQ(known.taken_here, euro(0));
    EXPECT_EQ(known.bills.size(), 2U);  // paid, and still known
}

TEST_P(TillPayments, EachBillGetsItsPartAndTheRestPaysTheOldest) {
    pay_at_till({200, 1'178}, 500);
    send();
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(open("I2026-000001"), 1'178 - 200 - 500);
    EXPECT_EQ(open("I2026-000002"), 0);
    expect_books_in_order();
}

TEST_P(TillPayments, WhatIsOverStaysOnTheAccount) {
    // Paid at the office meanwhile: the till does not know.
    pay({.account = "1", .document = "I2026-000001", .amount = "11.78"});
    pay_at_till({1'178, 1'178});
    send();
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(open_of("1"), -1'178);
    EXPECT_EQ(open("I2026-000002"), 0);
    follow();
    EXPECT_EQ(found("1").ahead, euro(1'178));
    expect_books_in_order();
}

TEST_P(TillPayments, APaymentForNoAccountIsKeptAndSaysWhy) {
    auto record = test::sample_bill();
    record.sale = pos::make_ulid(now_, random_);
    record.number.clear();
    take(record);
    EXPECT_EQ(send().parked, 0U);
    const auto booking = book();
    EXPECT_EQ(booking.booked, 0U);
    ASSERT_EQ(booking.parked.size(), 1U);
    EXPECT_NE(booking.parked[0].why.words.find("No account here has the number A-1042"),
              std::string::npos);
    EXPECT_EQ(payments(), 0);
    // Not tried at every turn, but again later; nothing is lost.
    EXPECT_FALSE(*billing::has_till_payments(*db_, now_));
    now_.unix_ms += 601'000;
    EXPECT_TRUE(*billing::has_till_payments(*db_, now_));
    EXPECT_EQ(book().parked.size(), 1U);
    ASSERT_EQ(billing::unbooked(*db_)->size(), 1U);
    EXPECT_EQ(billing::unbooked(*db_)->front().number, "B01-T1-000001");
    expect_books_in_order();
}

TEST_P(TillPayments, ATillKnowsWhichBillsAreTransferredAndToWhom) {
    using pos::journal::PayBy;
    using pos::journal::PaymentAsked;
    const feed::PayeeContent payee{"Stadtwerke", "DE02120300000000202051", "BYLADEM1001"};
    // Both are from before it was said, and ask for a transfer as their paper does.
    auto known = found("1");
    ASSERT_EQ(known.transfers.size(), 2U);
    EXPECT_EQ(known.transfers[0], (feed::ToldTransfer{known.bills[0].document, "I2026-000001"}));
    EXPECT_FALSE(known.payee) << "the office has said nobody";
    ASSERT_TRUE(feed::tell_payee(*db_, payee));
    const auto head = feed::head(*db_).value();
    ASSERT_TRUE(feed::tell_payee(*db_, payee));
    EXPECT_EQ(feed::head(*db_).value(), head) << "they have heard that";
    // Collected, charged or nothing to pay: none of them is to be transferred.
    invoice("2", pos::make_date(2026, 12, 16),
            PaymentAsked{PayBy::direct_debit, "M1", "DE98ZZZ09999999999"});
    invoice("2", pos::make_date(2026, 12, 17), PaymentAsked{PayBy::provider, "", ""});
    invoice("2", pos::make_date(2026, 12, 18), PaymentAsked{PayBy::nothing, "", ""});
    invoice("2", pos::make_date(2026, 12, 19), PaymentAsked{PayBy::transfer, "", ""});
    follow();
    known = found("2");
    EXPECT_EQ(known.bills.size(), 5U);
    ASSERT_EQ(known.transfers.size(), 2U);
    EXPECT_EQ(known.transfers[0].reference, "I2026-000003");
    EXPECT_EQ(known.transfers[1].reference, "I2026-000007");
    EXPECT_EQ(known.payee, payee);
    // What is paid is transferred no more; nobody is paid any more either.
    pay({.account = "1", .document = "I2026-000001", .amount = "11.78"});
    pay({.account = "1", .document = "I2026-000002", .amount = "11.78"});
    ASSERT_TRUE(feed::tell_payee(*db_, {"Stadtwerke", "", ""}));
    follow();
    EXPECT_TRUE(found("1").transfers.empty());
    EXPECT_FALSE(found("1").payee);
    expect_books_in_order();
}

TEST_P(TillPayments, AnOfficeWithoutTillsTellsNobody) {
    ASSERT_TRUE(db_->exec("UPDATE terminal SET revoked_at = 1"));
    invoice("1", pos::make_date(2027, 1, 15));
    const auto head = feed::head(*db_).value();
    EXPECT_FALSE(*feed::tell_accounts(*db_));
    EXPECT_EQ(feed::head(*db_).value(), head);
    ASSERT_TRUE(db_->exec("UPDATE terminal SET revoked_at = NULL"));
    follow();
    EXPECT_EQ(found("1").bills.size(), 3U);
}

}  // namespace
ON_EITHER_ENGINE(TillPayments);
