#include "app/core/billing/exchange.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/billing/exchange.hpp"
#include "pos/journal/exchange.hpp"
#include "pos/journal/opening.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace journal = pos::journal;
using journal::Book;
using journal::Converted;
using pos::Money;
using pos::Ulid;
using pos::store::Answer;

constexpr unsigned kRateDecimals = 12;

/// A rate and the day that it is of.
struct Rate {
    std::string text;
    pos::Date on{};
};

/// One transaction's entries in other currencies, put into the books' currency one after the other.
///
/// A thing among receivables, or an account's prepaid credit, stands in the books for an amount.
/// What takes of it takes its share of that amount; what adds to it adds by the rate of the day.
class Conversion {
public:
    Conversion(pos::store::db::Connection& db, pos::Currency books) : db_{db}, books_{books} {}

    Answer<std::vector<journal::Event>> run(const std::vector<journal::Event>& events) {
        std::vector<journal::Event> all;
        for (const journal::Event& event : events) {
            said_ = {};
            const bool done = std::visit([&](const auto& e) { return convert(e); }, event);
            if (error_) return pos::store::store_error(std::move(*error_));
            if (!done || said_.parts.empty()) continue;
            balance();
            all.emplace_back(std::move(said_));
        }
        return all;
    }

private:
    using Amount = std::optional<std::int64_t>;

    template <class Read>
    auto got(Read&& read, const auto& otherwise) -> std::decay_t<decltype(*read)> {
        if (read) return std::move(*read);
        if (!error_) error_ = std::move(read.error());
        return otherwise;
    }

    template <class E>
    void begin(const E& e, pos::Currency currency, const Ulid& about, pos::Date on) {
        said_.when = e.when;
        said_.user = e.user;
        said_.account = e.account;
        said_.about = about;
        said_.on = on;
        currency_ = currency;
        rate_.reset();
        const auto known =
            got(stored::rate_on(db_, currency, on), std::optional<stored::ExchangeRate>{});
        if (known) rate_ = Rate{known->rate, known->on};
    }

    void say(Book book, const Ulid& about, std::int64_t minor, std::int64_t books_minor,
             std::optional<Ulid> other = {}) {
        said_.parts.push_back({static_cast<std::uint8_t>(book),
                               about,
                               other,
                               {minor, currency_},
                               {books_minor, books_}});
    }

    /// By the rate of the day; nothing where there is none, or beyond what money can be.
    Amount by_rate(std::int64_t minor) const {
        if (!rate_) return std::nullopt;
        const auto amount =
            pos::billing::in_books({minor, currency_}, rate_of(rate_->text), books_);
        if (!amount) return std::nullopt;
        return amount->minor;
    }

    stored::Carried& item(const Ulid& about) {
        const auto [at, fresh] = items_.try_emplace(about);
        if (fresh) at->second = got(stored::carried_item(db_, about), stored::Carried{});
        return at->second;
    }
    stored::Carried& wallet() {
        const auto [at, fresh] = wallets_.try_emplace({said_.account, code_of(currency_)});
        if (fresh) {
            at->second =
                got(stored::carried_wallet(db_, said_.account, currency_), stored::Carried{});
        }
        return at->second;
    }

    /// What was open before anybody said a rate enters the books by today's.
    bool take_in(stored::Carried& of, Book book, const Ulid& about) {
        if (of.is_known || of.open_minor == 0) return true;
        const Amount worth = by_rate(of.open_minor);
        if (!worth) return false;
        say(book, about, 0, *worth);
        say(journal::kOpeningBook, about, 0, -*worth);
        of.books_minor = *worth;
        of.is_known = true;
        return true;
    }

    /// Moves a thing by an amount. What that is in the books; nothing where nobody knows.
    Amount move(stored::Carried& of, Book book, const Ulid& about, std::int64_t minor,
                std::optional<Ulid> other = {}) {
        const std::int64_t before = of.open_minor;
        const bool was_known = take_in(of, book, about);
        of.open_minor += minor;
        if (!was_known || minor == 0) return std::nullopt;
        std::int64_t taken = 0;
        std::int64_t rest = minor;
        if (before != 0 && (before > 0) != (minor > 0)) {
            const std::int64_t part =
                before > 0 ? std::min(before, -minor) : -std::min(-before, minor);
            taken = -pos::billing::carried_share(of.books_minor, part, before);
            rest += part;
        }
        if (rest != 0) {
            const Amount fresh = by_rate(rest);
            if (!fresh) {
                of.open_minor = before + minor;
                return std::nullopt;
            }
            taken += *fresh;
        }
        of.is_known = true;
        of.books_minor += taken;
        say(book, about, minor, taken, other);
        return taken;
    }

    std::int64_t sum() const {
        std::int64_t all = 0;
        for (const auto& part : said_.parts) all += part.converted.minor;
        return all;
    }
    /// What the others leave, to the one that faces them.
    void face(Book book, const Ulid& about, std::int64_t minor) {
        if (const std::int64_t left = -sum(); left != 0 || minor != 0)
            say(book, about, minor, left);
    }
    /// What two sides that were in the books by different rates leave. What is undone goes back to
    /// the book that it came from.
    void balance(bool is_undone = false) {
        const std::int64_t left = -sum();
        if (left == 0) return;
        const bool gain = (left < 0) != is_undone;
        const auto& last = said_.parts.back();
        say(gain ? journal::kGainBook : journal::kLossBook, last.about, 0, left, last.other);
    }

    bool convert(const journal::DocumentIssued& e) {
        begin(e, e.currency, e.document, e.issued_on);
        // What corrects a document comes by that one's rate: a credit realises nothing.
        if (e.corrects) take_rate_of(*e.corrects);
        const bool is_nothing = e.payable.minor == 0;  // its taxes may be something all the same
        if (is_nothing ? !rate_
                       : !move(item(e.document), Book::receivable, e.document, e.payable.minor))
            return false;
        const Amount tax = by_rate(e.tax.minor);
        if (e.tax.minor != 0 && tax) say(Book::tax, e.document, -e.tax.minor, -*tax);
        std::int64_t opened = 0;
        for (const auto& line : e.lines) {
            if (line.kind == journal::kOpeningLine) opened += line.net.minor;
        }
        if (opened != 0) {
            face(journal::kOpeningBook, e.document, -opened);
        } else {
            face(Book::revenue, e.document, -e.net.minor);
        }
        return keep_rate();
    }
    bool convert(const journal::PaymentReceived& e) {
        begin(e, e.amount.currency, e.payment, e.received_on);
        if (!move(item(e.payment), Book::receivable, e.payment, -e.amount.minor)) return false;
        face(Book::money, e.payment, e.amount.minor);
        return keep_rate();
    }
    bool convert(const journal::PaymentReturned& e) {
        begin(e, e.amount.currency, e.payment, e.when.business_date);
        // It goes back as what it came in as.
        if (!move(item(e.payment), Book::receivable, e.payment, e.amount.minor)) return true;
        face(Book::money, e.payment, -e.amount.minor);
        return true;
    }
    bool convert(const journal::WrittenOff& e) {
        begin(e, e.amount.currency, e.document, e.when.business_date);
        if (!move(item(e.document), Book::receivable, e.document, -e.amount.minor)) return true;
        face(Book::bad_debt, e.document, e.amount.minor);
        return true;
    }
    bool convert(const journal::Allocated& e) {
        if (e.allocations.empty()) return false;
        begin(e, e.allocations.front().amount.currency, {}, e.when.business_date);
        for (const auto& each : e.allocations) {
            const std::size_t before = said_.parts.size();
            if (each.amount.minor > 0) {
                allocate(each);
            } else {
                undo(each);
            }
            if (said_.parts.size() > before) balance(each.amount.minor < 0);
        }
        return true;
    }
    bool convert(const journal::WalletGranted& e) {
        if (e.from) return false;  // its money is in the books already
        begin(e, e.amount.currency, e.lot, e.when.business_date);
        const bool is_paid = e.kind == journal::LotKind::paid;
        if (!rate_) {
            if (is_paid) item(e.lot).open_minor += e.amount.minor;
            wallet().open_minor -= e.amount.minor;
            return false;
        }
        if (is_paid) move(item(e.lot), Book::receivable, e.lot, e.amount.minor);
        move(wallet(), Book::wallet, e.lot, -e.amount.minor);
        if (!is_paid) face(Book::promotion, e.lot, e.amount.minor);
        return keep_rate();
    }
    bool convert(const journal::WalletSpent& e) {
        if (e.spent.empty()) return false;
        begin(e, e.spent.front().amount.currency, {}, e.when.business_date);
        std::int64_t all = 0;
        for (const auto& part : e.spent) all += part.amount.minor;
        return take_of_wallet(e.document, all);
    }
    bool convert(const journal::WalletEnded& e) {
        begin(e, e.lost.currency, {}, e.when.business_date);
        if (e.kind == journal::LotKind::paid && e.end == journal::LotEnd::voided) {
            take_rate_of(e.lot);  // it was bought by that one
            return take_of_wallet(e.lot, e.lost.minor);
        }
        if (!move(wallet(), Book::wallet, e.lot, e.lost.minor)) return true;
        face(e.kind == journal::LotKind::promotional ? Book::promotion : Book::lapsed, e.lot,
             -e.lost.minor);
        return true;
    }
    template <class E>
    bool convert(const E&) {
        return false;
    }

    /// Prepaid credit that goes, and what is owed less for it.
    bool take_of_wallet(const Ulid& about, std::int64_t minor) {
        stored::Carried& credit = wallet();
        stored::Carried& owed = item(about);
        if (!can_face(credit, minor, owed, -minor)) {
            credit.open_minor += minor;
            owed.open_minor -= minor;
            return false;
        }
        move(credit, Book::wallet, about, minor);
        move(owed, Book::receivable, about, -minor);
        return true;
    }

    void allocate(const journal::Allocation& each) {
        stored::Carried& from = item(each.from);
        stored::Carried& to = item(each.to);
        const std::int64_t minor = each.amount.minor;
        if (!can_face(from, minor, to, -minor)) {
            from.open_minor += minor;
            to.open_minor -= minor;
            return;
        }
        const Amount left = move(from, Book::receivable, each.from, minor, each.to);
        const Amount came = move(to, Book::receivable, each.to, -minor, each.from);
        stored::CarriedPair& pair = pair_of(each);
        pair.paid_minor += minor;
        pair.from_minor += left.value_or(0);
        pair.to_minor += came.value_or(0);
    }

    /// Gives back to both what they had taken from each other. What one had paid of the other
    /// before anybody said a rate is open again by today's, of both.
    void undo(const journal::Allocation& each) {
        stored::Carried& from = item(each.from);
        stored::Carried& to = item(each.to);
        stored::CarriedPair& pair = pair_of(each);
        const std::int64_t minor = -each.amount.minor;
        const std::int64_t known = std::clamp<std::int64_t>(pair.paid_minor, 0, minor);
        if (known > 0) give_back(each, known);
        const std::int64_t rest = minor - known;
        if (rest > 0 && rate_) {
            move(from, Book::receivable, each.from, -rest);
            move(to, Book::receivable, each.to, rest);
        } else {
            from.open_minor -= rest;
            to.open_minor += rest;
        }
    }
    void give_back(const journal::Allocation& each, std::int64_t minor) {
        stored::Carried& from = item(each.from);
        stored::Carried& to = item(each.to);
        stored::CarriedPair& pair = pair_of(each);
        const auto share = [&](std::int64_t of) {
            return pos::billing::carried_share(of, minor, pair.paid_minor);
        };
        const std::int64_t from_minor = share(pair.from_minor);
        const std::int64_t to_minor = share(pair.to_minor);
        pair.paid_minor -= minor;
        pair.from_minor -= from_minor;
        pair.to_minor -= to_minor;
        from.open_minor -= minor;
        to.open_minor += minor;
        from.books_minor -= from_minor;
        to.books_minor -= to_minor;
        say(Book::receivable, each.from, -minor, -from_minor, each.to);
        say(Book::receivable, each.to, minor, -to_minor, each.from);
    }

    stored::CarriedPair& pair_of(const journal::Allocation& each) {
        const auto [at, fresh] = pairs_.try_emplace({each.from, each.to});
        if (fresh) {
            at->second = got(stored::carried_pair(db_, each.from, each.to),
                             std::optional<stored::CarriedPair>{})
                             .value_or(stored::CarriedPair{});
        }
        return at->second;
    }

    /// Two things that face each other are said both, or neither of them: without a rate, if both
    /// are in the books for as much as goes.
    bool can_face(const stored::Carried& one, std::int64_t one_minor, const stored::Carried& other,
                  std::int64_t other_minor) const {
        const auto has = [](const stored::Carried& of, std::int64_t minor) {
            return of.is_known && (minor < 0 ? of.open_minor >= -minor : of.open_minor <= -minor);
        };
        return rate_ || (has(one, one_minor) && has(other, other_minor));
    }
    bool keep_rate() {
        if (rate_) {
            said_.rate = rate_->text;
            said_.rate_on = rate_->on;
            kept_[said_.about] = *rate_;
        }
        return true;
    }
    /// From here on by the rate that something was taken into the books at, if it was.
    void take_rate_of(const Ulid& about) {
        if (const auto kept = kept_.find(about); kept != kept_.end()) {
            rate_ = kept->second;
            return;
        }
        const auto known =
            got(stored::exchange_of(db_, about), std::optional<journal::ExchangeRow>{});
        if (known) rate_ = Rate{known->rate, known->rate_on};
    }

    pos::store::db::Connection& db_;
    pos::Currency books_;
    std::map<Ulid, stored::Carried> items_;
    std::map<std::pair<Ulid, std::string>, stored::Carried> wallets_;
    std::map<std::pair<Ulid, Ulid>, stored::CarriedPair> pairs_;
    std::map<Ulid, Rate> kept_;  // of this transaction
    std::optional<pos::store::db::DbError> error_;
    // Of the entry under way.
    Converted said_;
    pos::Currency currency_{};
    std::optional<Rate> rate_;
};

/// The currency that an event moves money in.
struct CurrencyOf {
    using Found = std::optional<pos::Currency>;
    Found operator()(const journal::DocumentIssued& e) const { return e.currency; }
    Found operator()(const journal::PaymentReceived& e) const { return e.amount.currency; }
    Found operator()(const journal::PaymentReturned& e) const { return e.amount.currency; }
    Found operator()(const journal::WrittenOff& e) const { return e.amount.currency; }
    Found operator()(const journal::WalletGranted& e) const { return e.amount.currency; }
    Found operator()(const journal::WalletEnded& e) const { return e.lost.currency; }
    Found operator()(const journal::Allocated& e) const {
        if (e.allocations.empty()) return {};
        return e.allocations.front().amount.currency;
    }
    Found operator()(const journal::WalletSpent& e) const {
        if (e.spent.empty()) return {};
        return e.spent.front().amount.currency;
    }
    template <class E>
    Found operator()(const E&) const {
        return {};
    }
};

class ExchangeFollower final : public pos::store::office::Follower {
public:
    ExchangeFollower(pos::store::db::Connection& db, pos::Currency books)
        : db_{db}, books_{books} {}

    void appended(const journal::Event& event) override {
        const auto currency = std::visit(CurrencyOf{}, event);
        if (currency && *currency != books_) events_.push_back(event);
    }
    Answer<std::vector<journal::Event>> before_commit() override {
        if (events_.empty()) return std::vector<journal::Event>{};
        const auto events = std::exchange(events_, {});
        return Conversion{db_, books_}.run(events);
    }
    void ended() override { events_.clear(); }

private:
    pos::store::db::Connection& db_;
    pos::Currency books_;
    std::vector<journal::Event> events_;
};

}  // namespace

pos::Exact rate_of(const std::string& text) {
    return pos::parse_exact(text).value_or(pos::Exact{});
}

Outcome<stored::ExchangeRate> put_rate(BillingBooks& books, const NewRate& asked,
                                       pos::Instant now) {
    const auto currency = pos::currency_of(asked.currency);
    if (!currency) {
        return misuse(Why::other, "no_currency",
                      "currency " + asked.currency + " is none: write USD.");
    }
    if (*currency == books.office.journal.currency) {
        return refuse(Why::other, "books_currency",
                      asked.currency + " is the books' own currency.");
    }
    const auto rate = pos::parse_exact(asked.rate);
    const bool too_fine =
        rate && pos::round_at(*rate, kRateDecimals, pos::RoundingMode::half_away) != *rate;
    if (!rate || *rate <= pos::Exact{} || *rate > pos::exactly(1'000'000) || too_fine) {
        return misuse(Why::no_figure, asked.rate,
                      "\"" + asked.rate + "\" is no rate above zero, such as 0.9235.");
    }
    const pos::Date today = books.office.zone.local(now).date;
    const auto on = asked.on.empty() ? std::optional{today} : pos::parse_date(asked.on);
    if (!on) return misuse(Why::no_day, asked.on, asked.on + " is no day, such as 2026-12-01.");
    if (*on > today) return misuse(Why::to_come, asked.on, asked.on + " is still to come.");
    return in_transaction(books, [&]() -> Outcome<stored::ExchangeRate> {
        const stored::ExchangeRate kept{*currency, *on, asked.rate, now, books.user().name};
        if (auto put = stored::put_rate(*books.db, kept); !put)
            return std::unexpected{database(put.error())};
        auto noted = note_change(books, "billing.rate." + asked.currency, "",
                                 to_string(*on) + " " + asked.rate, now);
        if (!noted) return std::unexpected{noted.error()};
        return kept;
    });
}

std::unique_ptr<pos::store::office::Follower> follow_exchange(pos::store::db::Connection& db,
                                                              pos::Currency books) {
    return std::make_unique<ExchangeFollower>(db, books);
}

}  // namespace app::core::billing
