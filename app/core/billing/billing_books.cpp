#include "app/core/billing/billing_books.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/exchange.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/open_shop.hpp"
#include "pos/journal/key_file.hpp"

namespace app::core::billing {

namespace {

namespace office = pos::store::office;

Failure failure_of(const office::StreamError& error) {
    switch (error.why) {
        case office::StreamTrouble::no_office:
            return {FailureKind::refused,
                    "That is a till's database. Bills are made at head office: office init."};
        case office::StreamTrouble::key_unusable:
            return {FailureKind::environment,
                    "The key that bills are signed with cannot be used: " + error.key_file +
                        ". It is a file of 64 bytes that nobody but its owner may read."};
        case office::StreamTrouble::key_unwritable:
            return {FailureKind::environment,
                    "The key that bills are signed with cannot be "
                    "written: " +
                        error.key_file};
        case office::StreamTrouble::database:
            return failure(error.cause);
    }
    return {};
}

}  // namespace

Outcome<std::string> billing_key_file(const std::string& where,
                                      const pos::store::StoreOptions& store_options) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto with_key = with_key_file(store_options, where);
    if (!with_key) return std::unexpected{with_key.error()};
    const std::string admin = with_key->key_file.empty()
                                  ? pos::journal::key_path(target->where).string()
                                  : with_key->key_file;
    return admin + ".billing";
}

Outcome<BillingBooks> BillingBooks::open(const std::string& where,
                                         const pos::store::StoreOptions& store_options,
                                         const std::string& by, pos::Instant now,
                                         pos::Random& random) {
    auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    const auto key_file = billing_key_file(where, store_options);
    if (!key_file) return std::unexpected{key_file.error()};
    BillingBooks books{std::move(opened->db), nullptr, {.zone = *pos::locale::Zone::open("UTC")}};
    pos::store::Reader reader{*books.db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    if (journals->empty()) return refuse("That database is no head office's.");
    auto shop = read_shop(reader, journals->front(), by);
    if (!shop) return std::unexpected{shop.error()};
    books.office = std::move(*shop);
    auto stream = office::Stream::open(*books.db, {*key_file, store_options.program}, now, random);
    if (!stream) return std::unexpected{failure_of(stream.error())};
    books.stream = std::make_unique<office::Stream>(std::move(*stream));
    books.stream->follow(follow_exchange(*books.db, books.office.journal.currency));
    if (books.stream->found_older()) {
        auto noted = in_transaction(books, [&] {
            return note_change(books, "office", "",
                               "the database is an older copy; numbers end in " +
                                   books.stream->suffix() + " from now on",
                               now);
        });
        if (!noted) return std::unexpected{noted.error()};
    }
    return books;
}

pos::journal::Actor BillingBooks::user() const {
    return {office.opening.user.id, office.opening.user.name};
}
pos::journal::When BillingBooks::when(pos::Instant now) const {
    const auto local = office.zone.local(now);
    return {local, local.date, office.zone.name()};
}

}  // namespace app::core::billing
