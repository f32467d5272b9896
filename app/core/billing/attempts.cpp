#include "app/core/billing/attempts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/stored_methods.hpp"
#include "app/core/billing/top_ups.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace attempt = pos::billing::attempt;
using attempt::State;
using pos::journal::Purpose;
using stored::StoredAttempt;

constexpr std::size_t kToldBytesMax = 200;

Outcome<void> append_to(BillingBooks& books, const pos::journal::Event& event, pos::Instant now) {
    const auto done = books.stream->append(event, now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

std::unexpected<Failure> refused(attempt::Refusal why, const StoredAttempt& one) {
    switch (why) {
        case attempt::Refusal::over:
            return refuse(Why::other, "attempt_over",
                          fmt::format("The attempt {} is over: it was {}.", one.row.key,
                                      attempt::word_of(one.row.state)));
        case attempt::Refusal::outcome_unknown:
            return refuse(Why::other, "attempt_unknown",
                          fmt::format("Nobody knows what became of the attempt {}: it is asked "
                                      "about, and not charged anew.",
                                      one.row.key));
        case attempt::Refusal::never_sent:
            return refuse(Why::other, "attempt_never_sent",
                          fmt::format("The attempt {} was not sent yet.", one.row.key));
    }
    return refuse("That cannot be done with the attempt.");
}

std::unexpected<Failure> under_way(const StoredAttempt& one) {
    return refuse(Why::other, "attempt_under_way",
                  fmt::format("The attempt {} has just been sent: ask in a minute.", one.row.key));
}

/// What is to be collected, before it is written.
struct Draft {
    pos::customer::Account account{};
    Purpose purpose{Purpose::invoice};
    pos::Ulid about{};
    pos::Money amount{};
    std::string key;
};

std::string made_key(const Draft& draft, std::uint32_t nth) {
    const char* const what = draft.purpose == Purpose::invoice  ? ""
                             : draft.purpose == Purpose::credit ? "C"
                                                                : "T";
    return fmt::format("{}-{}{}", to_string(draft.about), what, nth);
}

/// Writes one, within the caller's transaction of the books; its id.
Outcome<pos::Ulid> write_attempt(BillingBooks& books, const Draft& draft, pos::Instant now,
                                 pos::Random& random) {
    const auto open = stored::open_attempt(*books.db, draft.purpose, draft.about);
    if (!open) return std::unexpected{database(open.error())};
    if (*open) {
        return refuse(
            Why::other, "attempt_open",
            fmt::format("The attempt {} is under way for that: one at a time.", (*open)->row.key));
    }
    const auto method = usable_method(books, draft.account, now);
    if (!method) return std::unexpected{method.error()};
    const auto before = stored::tries_before(*books.db, draft.purpose, draft.about);
    if (!before) return std::unexpected{database(before.error())};
    pos::journal::AttemptPrepared prepared;
    prepared.attempt = pos::make_ulid(now, random);
    prepared.when = books.when(now);
    prepared.user = books.user();
    prepared.account = draft.account.id;
    prepared.purpose = draft.purpose;
    prepared.about = draft.about;
    prepared.nth = before->last + 1;
    prepared.key = draft.key.empty() ? made_key(draft, prepared.nth) : draft.key;
    prepared.provider = method->provider;
    prepared.method = method->method;
    prepared.label = method->label;
    prepared.amount = draft.amount;
    prepared.due = now;
    if (auto done = append_to(books, prepared, now); !done) return std::unexpected{done.error()};
    return prepared.attempt;
}

Outcome<StoredAttempt> read_again(BillingBooks& books, const pos::Ulid& id) {
    auto found = stored::attempt_of(*books.db, id);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse("The attempt is gone.");
    return std::move(**found);
}

/// What is open of an invoice and not disputed.
Outcome<std::int64_t> chargeable_of(pos::store::db::Connection& db, const pos::Ulid& account,
                                    const pos::Ulid& document) {
    const auto items = stored::open_items(db, account);
    if (!items) return std::unexpected{database(items.error())};
    const auto item = std::ranges::find(*items, document, &stored::OpenItem::about);
    if (item == items->end()) return 0;
    return item->open_minor - std::max<std::int64_t>(item->disputed_minor, 0);
}

/// Why it is not to be collected any more; empty: it is.
Outcome<std::string> not_wanted(BillingBooks& books, const StoredAttempt& one, pos::Instant now) {
    const auto method = stored::payment_method(*books.db, one.row.method);
    if (!method) return std::unexpected{database(method.error())};
    if (*method && (*method)->ended_at) return "the method was taken back";
    if (one.row.purpose == Purpose::invoice) {
        const auto open = chargeable_of(*books.db, one.row.account, one.row.about);
        if (!open) return std::unexpected{open.error()};
        return *open < one.row.amount.minor ? "so much is not open any more" : "";
    }
    if (one.row.purpose != Purpose::top_up) return std::string{};
    const auto low = is_low(*books.db, one.account, now);
    if (!low) return std::unexpected{low.error()};
    return *low ? "" : "the wallet is not to be topped up any more";
}

/// The invoice's draft: what is open of it and not disputed, or a part of that.
Outcome<Draft> invoice_draft(BillingBooks& books, const NewCharge& asked) {
    const auto document = find_document(*books.db, asked.document);
    if (!document) return std::unexpected{document.error()};
    const auto& issued = document->issued;
    const auto whose = stored::account_of(*books.db, issued.account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) return refuse("The account of " + asked.document + " is gone.");
    Draft draft{.account = (*whose)->stored.account,
                .purpose = Purpose::invoice,
                .about = issued.document,
                .amount = {0, issued.currency},
                .key = asked.key};
    if (draft.account.currency != issued.currency) {
        return refuse(Why::other, "attempt_currency",
                      asked.document + " is in another currency than its account.");
    }
    const auto debited = stored::with_bank(*books.db, {&issued.document, 1});
    if (!debited) return std::unexpected{database(debited.error())};
    if (!debited->empty()) {
        return refuse(Why::other, "being_debited",
                      asked.document +
                          " is being collected by direct debit: charge it only where "
                          "that comes back.");
    }
    const auto charged = chargeable_of(*books.db, issued.account, issued.document);
    if (!charged) return std::unexpected{charged.error()};
    const std::int64_t open = *charged;
    if (open <= 0) {
        return refuse(Why::other, "nothing_to_charge",
                      "Nothing is open of " + asked.document + " that could be charged.");
    }
    draft.amount.minor = open;
    if (asked.amount.empty()) return draft;
    const auto amount = pos::parse_money(asked.amount, issued.currency);
    if (!amount || amount->minor <= 0) {
        return misuse(Why::no_amount, asked.amount,
                      "\"" + asked.amount + "\" is no amount above zero, such as 119.00.");
    }
    if (amount->minor > open) {
        return refuse(
            Why::other, "more_than_open",
            fmt::format("Of {} no more is open than {}.", asked.document, to_string(draft.amount)));
    }
    draft.amount = *amount;
    return draft;
}

Outcome<Draft> credit_draft(BillingBooks& books, const NewCharge& asked) {
    const auto customer = find_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const auto amount = pos::parse_money(asked.amount, account.currency);
    if (!amount || amount->minor <= 0) {
        return misuse(Why::no_amount, asked.amount,
                      "\"" + asked.amount + "\" is no amount above zero, such as 50.00.");
    }
    return Draft{.account = account,
                 .purpose = Purpose::credit,
                 .about = account.id,
                 .amount = *amount,
                 .key = asked.key};
}

/// The attempt that has this key already, if it is the same.
Outcome<std::optional<StoredAttempt>> same_key(BillingBooks& books, const NewCharge& asked) {
    if (asked.key.empty()) return std::nullopt;
    auto before = stored::attempt_of_key(*books.db, asked.key);
    if (!before) return std::unexpected{database(before.error())};
    if (!*before) return std::nullopt;
    const StoredAttempt& one = **before;
    const bool same_thing = one.row.purpose == Purpose::invoice
                                ? one.document == asked.document && !asked.document.empty()
                                : one.row.purpose == Purpose::credit &&
                                      one.account == asked.account && asked.document.empty();
    const bool same_amount =
        asked.amount.empty() ||
        pos::parse_money(asked.amount, one.row.amount.currency) == one.row.amount;
    if (!same_thing || !same_amount) {
        return refuse(Why::other, "key_of_another", asked.key + " is the key of another attempt.");
    }
    return std::move(*before);
}

Outcome<PreparedCharge> write_draft(BillingBooks& books, const Outcome<Draft>& draft,
                                    pos::Instant now, pos::Random& random, pos::Ulid& id) {
    if (!draft) return std::unexpected{draft.error()};
    const auto written = write_attempt(books, *draft, now, random);
    if (!written) return std::unexpected{written.error()};
    id = *written;
    return PreparedCharge{};
}

/// What one that was declined or withdrawn was to collect: of an invoice no more than it was then.
Outcome<Draft> draft_anew(BillingBooks& books, const StoredAttempt& one) {
    if (one.row.purpose == Purpose::credit)
        return credit_draft(books, {.document = {},
                                    .account = one.account,
                                    .amount = to_string(one.row.amount),
                                    .key = {}});
    auto draft =
        invoice_draft(books, {.document = one.document, .account = {}, .amount = {}, .key = {}});
    if (draft) draft->amount.minor = std::min(draft->amount.minor, one.row.amount.minor);
    return draft;
}

/// Carries `work` out in a transaction, and reads what it wrote behind it.
template <class Work>
Outcome<PreparedCharge> prepared_in_transaction(BillingBooks& books, Work work) {
    pos::Ulid id{};
    auto done = in_transaction(books, [&]() -> Outcome<PreparedCharge> { return work(id); });
    if (!done || done->again) return done;
    auto read = read_again(books, id);
    if (!read) return std::unexpected{read.error()};
    return PreparedCharge{std::move(*read), false};
}

/// The money of one that was paid: a payment of its invoice, or credit that counts from now on.
Outcome<void> book_paid(BillingBooks& books, const StoredAttempt& one, const std::string& reference,
                        pos::Instant now, pos::Random& random) {
    const auto& row = one.row;
    const std::string paid_by =
        row.label + (reference.empty() ? "" : ", " + row.provider + " " + reference);
    if (row.purpose == Purpose::invoice) {
        const auto taken = take_payment(books,
                                        {.account = one.account,
                                         .document = one.document,
                                         .amount = to_string(row.amount),
                                         .method = "card",
                                         .reference = paid_by,
                                         .external_id = external_id_of(row),
                                         .received_on = {},
                                         .also = {},
                                         .parts = {}},
                                        now, random);
        if (!taken) return std::unexpected{taken.error()};
        return {};
    }
    NewLot lot;
    lot.account = one.account;
    lot.amount = to_string(row.amount);
    lot.external_id = external_id_of(row);
    lot.note = "top-up";
    lot.method = "card";
    lot.reference = paid_by;
    if (row.purpose == Purpose::top_up) {
        const auto rule = stored::top_up_rule(*books.db, row.account);
        if (!rule) return std::unexpected{database(rule.error())};
        lot.priority = *rule ? (*rule)->priority : 0;
        lot.lifetime_days = *rule ? (*rule)->lifetime_days : 0;
    }
    const auto granted = write_credit(books, lot, now, random);
    if (!granted) return std::unexpected{granted.error()};
    return {};
}

/// Writes how it stands now, within the caller's transaction; what else came of it.
Outcome<std::string> write_standing(BillingBooks& books, const StoredAttempt& one,
                                    const attempt::Standing& now_is, bool by_person,
                                    pos::Instant now, pos::Random& random) {
    const pos::Ulid& id = one.row.attempt;
    if (!attempt::is_over(now_is.state)) {
        auto done = append_to(
            books,
            pos::journal::AttemptUnclear{id, books.when(now), books.user(), now_is.state,
                                         now_is.asked, now_is.sent_at, now_is.due, now_is.said},
            now);
        if (!done) return std::unexpected{done.error()};
        return std::string{};
    }
    auto done =
        append_to(books,
                  pos::journal::AttemptEnded{id, books.when(now), books.user(), now_is.state,
                                             now_is.reference, now_is.said, by_person},
                  now);
    if (done && now_is.state == State::paid)
        done = book_paid(books, one, now_is.reference, now, random);
    if (!done) return std::unexpected{done.error()};
    if (now_is.state != State::declined || one.row.purpose != Purpose::top_up) return std::string{};
    return stop_top_up(books, one.account, now_is.said, now);
}

attempt::Answer answer_of(const drivers::provider::Answer& heard) {
    using drivers::provider::Verdict;
    const auto word = [&] {
        switch (heard.verdict) {
            case Verdict::paid:
                return attempt::Word::paid;
            case Verdict::declined:
                return attempt::Word::declined;
            case Verdict::unclear:
                return attempt::Word::unclear;
            case Verdict::not_sent:
                return attempt::Word::not_sent;
            case Verdict::never_heard:
                return attempt::Word::never_heard;
        }
        return attempt::Word::unclear;
    };
    return {word(), pos::locale::clean_name(heard.said), pos::locale::clean_name(heard.reference)};
}

/// One attempt and the provider.
class AttemptWork {
public:
    AttemptWork(BillingBooks& books, drivers::provider::Provider& provider, pos::Clock& clock,
                pos::Random& random)
        : books_{books}, provider_{provider}, clock_{clock}, random_{random} {}

    Outcome<AttemptStep> send(const StoredAttempt& one) {
        const auto method = stored::payment_method(*books_.db, one.row.method);
        if (!method) return std::unexpected{database(method.error())};
        if (!*method) return refuse("The method of the attempt " + one.row.key + " is gone.");
        const auto sent =
            in_transaction(books_, [&]() -> Outcome<bool> { return note_sent(one.row.attempt); });
        if (!sent) return std::unexpected{sent.error()};
        if (!*sent) return as_it_is(one.row.attempt);
        return hear(one.row.attempt, provider_.charge(charge_of(one, **method)), false);
    }

    Outcome<AttemptStep> ask(const StoredAttempt& one) {
        return hear(one.row.attempt, provider_.ask(charge_of(one, {})), true);
    }

private:
    static drivers::provider::Charge charge_of(const StoredAttempt& one,
                                               const stored::PaymentMethod& method) {
        return {.key = one.row.key,
                .token = method.token,
                .amount = to_string(one.row.amount),
                .currency = std::string{code_of(one.row.amount.currency)},
                .about = one.document.empty() ? one.account : one.document};
    }

    Outcome<AttemptStep> as_it_is(const pos::Ulid& id) {
        auto read = read_again(books_, id);
        if (!read) return std::unexpected{read.error()};
        return AttemptStep{std::move(*read)};
    }

    /// False: somebody else has sent it, it is over, or nobody wants it any more.
    Outcome<bool> note_sent(const pos::Ulid& id) {
        const auto fresh = read_again(books_, id);
        if (!fresh) return std::unexpected{fresh.error()};
        const pos::Instant now = clock_.now();
        const auto why = not_wanted(books_, *fresh, now);
        if (!why) return std::unexpected{why.error()};
        if (!why->empty()) return put_off(*fresh, *why, now);
        const auto next = attempt::send(fresh->standing(), now);
        if (!next) return false;
        auto done = append_to(books_,
                              pos::journal::AttemptSent{id, books_.when(now), books_.user(),
                                                        next->sent, *next->sent_at, next->due},
                              now);
        if (!done) return std::unexpected{done.error()};
        return true;
    }

    /// It may have waited for days for a provider that was away, and what it was to collect have
    /// been paid meanwhile, or the payer have taken their method back.
    Outcome<bool> put_off(const StoredAttempt& fresh, const std::string& why, pos::Instant now) {
        const auto next = attempt::put_off(fresh.standing(), why, now);
        if (!next) return false;
        auto done = write_standing(books_, fresh, *next, false, now, random_);
        if (!done) return std::unexpected{done.error()};
        return false;
    }

    Outcome<AttemptStep> hear(const pos::Ulid& id, const drivers::provider::Answer& heard,
                              bool is_question) {
        const pos::Instant now = clock_.now();
        const auto take = [&](const attempt::Answer& answer) {
            return in_transaction(books_, [&]() -> Outcome<std::string> {
                const auto fresh = read_again(books_, id);
                if (!fresh) return std::unexpected{fresh.error()};
                const auto next = is_question ? attempt::asked(fresh->standing(), answer, now)
                                              : attempt::answered(fresh->standing(), answer, now);
                if (!next) return std::string{};  // somebody else knows what became of it
                return write_standing(books_, *fresh, *next, false, now, random_);
            });
        };
        const auto stopped = take(answer_of(heard));
        if (!stopped) {
            // What cannot be booked is asked about again, and says why until then.
            if (stopped.error().kind != FailureKind::environment)
                (void)take({attempt::Word::unclear, stopped.error().words, {}});
            return std::unexpected{stopped.error()};
        }
        auto read = read_again(books_, id);
        if (!read) return std::unexpected{read.error()};
        return AttemptStep{std::move(*read), heard.is_away, *stopped};
    }

    BillingBooks& books_;
    drivers::provider::Provider& provider_;
    pos::Clock& clock_;
    pos::Random& random_;
};

}  // namespace

std::string external_id_of(const pos::journal::AttemptRow& attempt) {
    return "attempt:" + to_string(attempt.attempt);
}

Outcome<StoredAttempt> find_attempt(pos::store::db::Connection& db, const std::string& which) {
    auto found = stored::attempt_of_key(db, which);
    const auto id = pos::parse_ulid(which);
    if (found && !*found && id) found = stored::attempt_of(db, *id);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse(Why::other, "no_attempt", "There is no attempt " + which + ".");
    return std::move(**found);
}

Outcome<PreparedCharge> prepare_charge(BillingBooks& books, const NewCharge& asked,
                                       pos::Instant now, pos::Random& random) {
    if (asked.document.empty() == asked.account.empty())
        return misuse("Say what is to be charged: an invoice, or credit for an account.");
    if (!asked.key.empty() && !attempt::is_key(asked.key)) {
        return misuse(Why::other, "no_key",
                      fmt::format("\"{}\" is no key: up to {} letters, digits and . _ : -",
                                  asked.key, attempt::kKeyLengthMax));
    }
    return prepared_in_transaction(books, [&](pos::Ulid& id) -> Outcome<PreparedCharge> {
        auto before = same_key(books, asked);
        if (!before) return std::unexpected{before.error()};
        if (*before) return PreparedCharge{std::move(**before), true};
        return write_draft(
            books,
            asked.document.empty() ? credit_draft(books, asked) : invoice_draft(books, asked), now,
            random, id);
    });
}

Outcome<PreparedCharge> prepare_top_up(BillingBooks& books, const std::string& account,
                                       std::int64_t amount_minor, pos::Instant now,
                                       pos::Random& random) {
    return prepared_in_transaction(books, [&](pos::Ulid& id) -> Outcome<PreparedCharge> {
        const auto customer = find_account(*books.db, account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& whose = customer->stored.account;
        return write_draft(books,
                           Draft{.account = whose,
                                 .purpose = Purpose::top_up,
                                 .about = whose.id,
                                 .amount = {amount_minor, whose.currency},
                                 .key = {}},
                           now, random, id);
    });
}

Outcome<PreparedCharge> retry_charge(BillingBooks& books, const std::string& which,
                                     pos::Instant now, pos::Random& random) {
    const auto found = find_attempt(*books.db, which);
    if (!found) return std::unexpected{found.error()};
    const auto& row = found->row;
    if (attempt::is_unclear(row.state)) return refused(attempt::Refusal::outcome_unknown, *found);
    if (row.state == State::paid) return refused(attempt::Refusal::over, *found);
    if (row.state == State::prepared) return PreparedCharge{*found, true};
    if (row.purpose != Purpose::top_up) {
        return prepared_in_transaction(books, [&](pos::Ulid& id) -> Outcome<PreparedCharge> {
            const auto before = stored::tries_before(*books.db, row.purpose, row.about);
            if (!before) return std::unexpected{database(before.error())};
            // Asked for twice, the second one would collect what the first has.
            if (before->last != row.nth) {
                return refuse(Why::other, "attempt_retried",
                              fmt::format("After the attempt {} came another one for that: look "
                                          "what became of it.",
                                          row.key));
            }
            return write_draft(books, draft_anew(books, *found), now, random, id);
        });
    }
    if (auto going = resume_top_up(books, found->account, now); !going)
        return std::unexpected{going.error()};
    return prepare_top_up(books, found->account, row.amount.minor, now, random);
}

Outcome<AttemptStep> carry_on(BillingBooks& books, drivers::provider::Provider& provider,
                              const std::string& which, pos::Clock& clock, pos::Random& random) {
    auto found = find_attempt(*books.db, which);
    if (!found) return std::unexpected{found.error()};
    if (attempt::is_over(found->row.state)) return AttemptStep{std::move(*found)};
    const pos::Instant now = clock.now();
    const attempt::Standing standing = found->standing();
    if (attempt::is_just_sent(standing, now)) return under_way(*found);
    AttemptWork work{books, provider, clock, random};
    const bool sends = standing.state == State::prepared && !attempt::is_too_old(standing, now);
    return sends ? work.send(*found) : work.ask(*found);
}

Outcome<AttemptStep> tell_outcome(BillingBooks& books, const std::string& which,
                                  const ToldOutcome& told, pos::Instant now, pos::Random& random) {
    const std::string reason = pos::locale::clean_name(told.reason);
    const std::string reference = pos::locale::clean_name(told.reference);
    if (reason.empty()) return misuse(Why::reason_missing, {}, "Say how you know, or why.");
    if (reason.size() > kToldBytesMax || reference.size() > kToldBytesMax) {
        return misuse(Why::text_too_long, {},
                      fmt::format("A reason has at most {} bytes.", kToldBytesMax));
    }
    const auto found = find_attempt(*books.db, which);
    if (!found) return std::unexpected{found.error()};
    const auto stopped = in_transaction(books, [&]() -> Outcome<std::string> {
        const auto fresh = read_again(books, found->row.attempt);
        if (!fresh) return std::unexpected{fresh.error()};
        if (attempt::is_just_sent(fresh->standing(), now)) return under_way(*fresh);
        const attempt::Answer answer{told.paid ? attempt::Word::paid : attempt::Word::declined,
                                     reason, reference};
        const auto next = attempt::told(fresh->standing(), answer, now);
        if (!next) return refused(next.error(), *fresh);
        return write_standing(books, *fresh, *next, true, now, random);
    });
    if (!stopped) return std::unexpected{stopped.error()};
    auto read = read_again(books, found->row.attempt);
    if (!read) return std::unexpected{read.error()};
    return AttemptStep{std::move(*read), false, *stopped};
}

Outcome<void> withdraw_attempt(BillingBooks& books, const std::string& which, pos::Instant now) {
    const auto found = find_attempt(*books.db, which);
    if (!found) return std::unexpected{found.error()};
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto fresh = read_again(books, found->row.attempt);
        if (!fresh) return std::unexpected{fresh.error()};
        const auto next = attempt::withdraw(fresh->standing(), now);
        if (!next) return refused(next.error(), *fresh);
        return append_to(
            books,
            pos::journal::AttemptEnded{
                fresh->row.attempt, books.when(now), books.user(), State::withdrawn, {}, {}, true},
            now);
    });
}

}  // namespace app::core::billing
