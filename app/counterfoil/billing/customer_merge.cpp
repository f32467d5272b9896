#include <memory>
#include <ostream>

#include "app/core/billing/parties.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/customer_people.hpp"
#include "pos/customer/field_text.hpp"
#include "pos/store/parties/duplicates.hpp"
#include "pos/store/parties/history.hpp"

namespace app::counterfoil {

namespace {

namespace parties = pos::store::parties;
using pos::customer::Field;
using pos::customer::Likeness;

struct Options {
    BooksOptions books;
    std::string number;
    std::string into;
    std::int64_t limit{100};
};

const char* word_of(Likeness likeness) {
    switch (likeness) {
        case Likeness::number:
            return "number";
        case Likeness::email:
            return "e-mail";
        case Likeness::phone:
            return "telephone";
        case Likeness::tax_number:
            return "tax number";
        case Likeness::name_and_postcode:
            return "name and postcode";
    }
    return "";
}

const char* word_of(Field field) {
    switch (field) {
        case Field::number:
            return "number";
        case Field::kind:
            return "kind";
        case Field::name:
            return "name";
        case Field::address:
            return "address";
        case Field::email:
            return "e-mail";
        case Field::phone:
            return "telephone";
        case Field::tax_number:
            return "tax number";
        case Field::language:
            return "language";
        case Field::merged:
            return "merged";
        case Field::erased:
            return "erased";
    }
    return "";
}

/// What a change made of a field, in words.
std::string value_of(Field field, const parties::Version& version) {
    if (field == Field::merged) return version.into ? to_string(*version.into) : "";
    if (!is_personal(field)) return "";
    if (!version.content) return "(erased)";
    return text_of(field, *version.content);
}

void duplicates(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto pairs =
        parties::duplicates((*reader)->connection(), static_cast<std::size_t>(options.limit));
    if (!pairs) return report(context, core::failure(pos::store::to_store_error(pairs.error())));
    if (pairs->empty()) {
        context.err << "No two customers look like one.\n";
        return;
    }
    Table table{{{"number"}, {"name"}, {"and number"}, {"name"}, {"alike in"}, {"id"}, {"and id"}},
                {}};
    for (const auto& pair : *pairs) {
        std::string alike;
        for (const Likeness likeness : pair.alike) {
            alike += (alike.empty() ? "" : ", ") + std::string{word_of(likeness)};
        }
        table.rows.push_back({pair.one.number, pair.one.name, pair.other.number, pair.other.name,
                              alike, to_string(pair.one.id), to_string(pair.other.id)});
    }
    write_table(context.out, table);
    context.err << "Merge two with: counterfoil customer merge THIS INTO, each by number or id.\n";
}

void history(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto whom = core::billing::find_customer(db, options.number);
    if (!whom) return report(context, whom.error());
    const auto versions =
        parties::history(db, whom->party.id, static_cast<std::size_t>(options.limit));
    if (!versions) {
        return report(context, core::failure(pos::store::to_store_error(versions.error())));
    }
    Table table{{{"when"}, {"at"}, {"who"}, {"field"}, {"became"}, {""}}, {}};
    for (const auto& version : *versions) {
        for (const auto& field : version.fields) {
            table.rows.push_back({utc(field.at), version.branch + "-" + version.terminal,
                                  version.user.name, word_of(field.field),
                                  value_of(field.field, version), field.stands ? "" : "replaced"});
        }
    }
    write_table(context.out, table);
}

void merge(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto done = core::billing::merge_customers(books, options.number, options.into,
                                                   context.clock.now(), context.random);
        if (done) {
            context.err << "Customer " << options.number << " is customer " << options.into
                        << " from now on.\n";
        }
        return done;
    });
}

void erase(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = core::billing::erase_customer(books, options.number, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        context.err << "Customer " << options.number << " was erased. What was sealed beside "
                    << counted(*done, "entry", "entries") << " is deleted; tills follow.\n";
        return {};
    });
}

}  // namespace

void add_customer_merge(CLI::App& customer, Context& context) {
    auto options = std::make_shared<Options>();
    auto* looking = customer.add_subcommand("duplicates", "Customers that may be one");
    add_db(*looking, options->books.db);
    looking->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    looking->callback([options, &context] { duplicates(*options, context); });

    auto* past = customer.add_subcommand("history", "What was changed of a customer, and where");
    past->add_option("NUMBER", options->number, "Or id")->required();
    add_db(*past, options->books.db);
    past->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000));
    past->callback([options, &context] { history(*options, context); });

    auto* merging = customer.add_subcommand("merge", "Two customers are one");
    merging->add_option("NUMBER", options->number, "Who is another one; or id")->required();
    merging->add_option("INTO", options->into, "Who remains; number or id")->required();
    add_books(*merging, options->books);
    merging->callback([options, &context] { merge(*options, context); });

    auto* erasing = customer.add_subcommand("erase", "Forget a customer for good");
    erasing->add_option("NUMBER", options->number, "Or id")->required();
    add_books(*erasing, options->books);
    erasing->callback([options, &context] { erase(*options, context); });
}

}  // namespace app::counterfoil
