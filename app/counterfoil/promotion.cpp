#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "app/core/office/change_promotion.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/goods.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::counterfoil {

namespace {

using core::PromotionText;
using What = core::PromotionChange::What;

/// What the command line says of a promotion; what it does not say stays as it is.
struct Said {
    std::optional<std::string> label, percent, off, price, take, pay, spend;
    std::optional<std::string> times, priority, from, until, weekdays, hours;
    std::vector<std::string> items, departments, branches;
    bool all_goods{false};
    bool all_branches{false};
    bool combinable{false};
    bool alone{false};
};

struct Options {
    std::string db;
    std::string key_file;
    core::PromotionChange change;
    Said said;
    bool json{false};
};

std::string unless_none(const std::string& said) {
    return said == "none" ? std::string{} : said;
}

void put(const Said& said, PromotionText& text) {
    // What it gives is said as a whole.
    const bool gives =
        said.percent || said.off || said.price || said.take || said.pay || said.spend;
    if (gives) {
        text.percent = said.percent.value_or("");
        text.off = said.off.value_or("");
        text.price = said.price.value_or("");
        text.take = said.take.value_or("");
        text.pay = said.pay.value_or("");
        text.spend = said.spend.value_or("");
    }
    if (said.label) text.label = *said.label;
    const auto take_over = [](const std::optional<std::string>& from, std::string& to) {
        if (from) to = unless_none(*from);
    };
    take_over(said.times, text.times);
    take_over(said.priority, text.priority);
    take_over(said.from, text.from);
    take_over(said.until, text.until);
    take_over(said.weekdays, text.weekdays);
    take_over(said.hours, text.hours);
    if (said.combinable || said.alone) text.combinable = said.combinable;
    if (said.all_goods || !said.items.empty() || !said.departments.empty()) {
        text.items = said.items;
        text.departments = said.departments;
    }
    if (said.all_branches || !said.branches.empty()) text.branches = said.branches;
}

void run(Options options, Context& context) {
    auto& change = options.change;
    if (change.what == What::change) {
        auto reader = core::OpenReader::open(options.db);
        if (!reader) return report(context, reader.error());
        auto known = core::known_promotion(**reader, change.text.code);
        if (!known) return report(context, known.error());
        if (*known) change.text = std::move((*known)->text);
    }
    put(options.said, change.text);
    const auto done =
        core::change_promotion(options.db, {.program = kProgram, .key_file = options.key_file},
                               change, context.clock.now(), context.random);
    if (!done) report(context, done.error());
}

// ---- list ----

struct Listed {
    core::KnownPromotion known;
    const char* state{""};
    std::optional<pos::store::feed::Delivered> delivered;  // at head office
};

const char* state_of(const pos::catalog::Promotion& promotion, const pos::LocalTime& now) {
    if (promotion.ended) return "ended";
    switch (stage(promotion, now)) {
        case pos::catalog::PromotionStage::running:
            return "running";
        case pos::catalog::PromotionStage::coming:
            return "coming";
        case pos::catalog::PromotionStage::over:
            return "over";
    }
    return "";
}

core::Outcome<std::vector<Listed>> read(const std::string& where, pos::Instant now) {
    auto reader = core::OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    auto& db = (*reader)->connection();
    auto known = core::known_promotions(**reader);
    if (!known) return std::unexpected{known.error()};
    const auto journals = (*reader)->journals();
    if (!journals) return std::unexpected{core::failure(journals.error())};
    const auto zone = pos::locale::Zone::open(journals->empty() ? "UTC" : journals->front().zone);
    if (!zone) return core::refuse("No such time zone.");
    const auto office = pos::store::office::read_office(db);
    if (!office) return std::unexpected{core::failure(office.error())};
    std::vector<Listed> list;
    for (auto& each : *known) {
        const auto& promotion = each.stored.promotion;
        Listed one{.known = {}, .state = state_of(promotion, zone->local(now)), .delivered = {}};
        if (*office) {
            const auto change = pos::store::office::latest_change_of_promotion(db, promotion.id);
            if (!change) return std::unexpected{core::failure(change.error())};
            const auto delivered = pos::store::feed::delivered(db, *change);
            if (!delivered) {
                return std::unexpected{
                    core::failure(pos::store::to_store_error(delivered.error()))};
            }
            one.delivered = *delivered;
        }
        one.known = std::move(each);
        list.push_back(std::move(one));
    }
    return list;
}

nlohmann::ordered_json json_of(const Listed& one) {
    const PromotionText& text = one.known.text;
    nlohmann::ordered_json json;
    json["code"] = text.code;
    json["label"] = text.label;
    json["state"] = one.state;
    json["kind"] = core::kind_name(one.known.stored.promotion.rule.kind);
    for (const auto& [name, said] :
         {std::pair{"percent", &text.percent}, std::pair{"off", &text.off},
          std::pair{"price", &text.price}, std::pair{"take", &text.take},
          std::pair{"pay", &text.pay}, std::pair{"spend", &text.spend},
          std::pair{"times", &text.times}, std::pair{"priority", &text.priority},
          std::pair{"from", &text.from}, std::pair{"until", &text.until},
          std::pair{"weekdays", &text.weekdays}, std::pair{"hours", &text.hours}}) {
        if (!said->empty()) json[name] = *said;
    }
    json["combinable"] = text.combinable;
    json["items"] = text.items;
    json["departments"] = text.departments;
    json["branches"] = text.branches;
    if (one.delivered) {
        json["delivered"] = {{"tills", one.delivered->tills}, {"of", one.delivered->of}};
    }
    return json;
}

void list(const Options& options, Context& context) {
    const auto all = read(options.db, context.clock.now());
    if (!all) return report(context, all.error());
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& one : *all) json.push_back(json_of(one));
        context.out << json.dump(2) << '\n';
        return;
    }
    if (all->empty()) {
        context.out << "No promotions. counterfoil promotion add P1 \"3 for 2\" --take 3 --pay 2 "
                       "--item … --db …\n";
        return;
    }
    Table table{{{"code"}, {"printed"}, {"gives"}, {"goods"}, {"when"}, {"branches"}, {"state"}},
                {}};
    const bool office = all->front().delivered.has_value();
    if (office) table.columns.push_back({"tills"});
    for (const auto& one : *all) {
        const PromotionText& text = one.known.text;
        auto& row = table.rows.emplace_back();
        row = {text.code,
               text.label,
               gives_words(text),
               goods_words(text),
               when_words(text),
               text.branches.empty() ? "all" : fmt::format("{}", fmt::join(text.branches, " ")),
               one.state};
        if (office) {
            row.push_back(fmt::format("{} of {}", one.delivered->tills, one.delivered->of));
        }
    }
    write_table(context.out, table);
}

// ---- the command line ----

void add_terms(CLI::App& command, Said& said) {
    command.add_option("--percent", said.percent, "So many percent less");
    command.add_option("--off", said.off, "That much less, each piece or unit");
    command.add_option("--price", said.price, "Goods cost that instead; with --take so many do");
    command.add_option("--take", said.take,
                       "Of each so many pieces: with --pay, --price or --percent");
    command.add_option("--pay", said.pay, "Of these so many are paid: \"3 for 2\"");
    command.add_option("--spend", said.spend,
                       "Once goods come to that much: with --percent or --off");
    command.add_option("--times", said.times,
                       "At most so often a basket; none: as often as it fits");
    auto* with = command.add_flag("--combinable", said.combinable,
                                  "Goods may get other promotions that are combinable, too");
    command.add_flag("--alone", said.alone, "Goods get no other")->excludes(with);
    command.add_option("--priority", said.priority,
                       "Of two that save the same the higher is given");
    command.add_option("--item", said.items, "An item's number; repeat it for more")
        ->allow_extra_args(false)
        ->type_name("NUMBER");
    command.add_option("--department", said.departments, "A department's code; repeat it for more")
        ->allow_extra_args(false)
        ->type_name("CODE");
    command.add_flag("--all-goods", said.all_goods, "Of all goods");
    command
        .add_option("--branch", said.branches,
                    "At head office: in that branch alone; repeat it for more")
        ->allow_extra_args(false)
        ->type_name("CODE");
    command.add_flag("--all-branches", said.all_branches, "In all branches");
    command
        .add_option("--from", said.from,
                    "The first day, or \"2026-12-01 18:30\"; none: from always")
        ->type_name("TIME");
    command
        .add_option("--until", said.until,
                    "The last day, or the minute at which it is over; none: for ever")
        ->type_name("TIME");
    command.add_option("--days", said.weekdays, "Such as mon-fri,sun; none: all");
    command.add_option("--hours", said.hours, "Such as 17:00-19:00; none: the whole day");
}

}  // namespace

void add_promotion(CLI::App& program, Context& context) {
    auto* command = program.add_subcommand(
        "promotion", "What goods cost less, when and where: list, add, change, end");
    command->require_subcommand(1);
    const auto options_of = [&](CLI::App& one, What what) {
        auto options = std::make_shared<Options>();
        options->change.what = what;
        one.add_option("CODE", options->change.text.code, "The promotion's own, such as XMAS3")
            ->required();
        add_db(one, options->db);
        add_key(one, options->key_file);
        add_cashier(one, options->change.by);
        one.callback([options, &context] { run(*options, context); });
        return options;
    };
    auto* adding = command->add_subcommand("add", "Begin one");
    auto added = options_of(*adding, What::add);
    adding->add_option("LABEL", added->said.label, "As receipts print it, such as \"3 for 2\"")
        ->required();
    add_terms(*adding, added->said);
    auto* changing =
        command->add_subcommand("change", "Change one from now on; what is not said stays");
    auto changed = options_of(*changing, What::change);
    changing->add_option("--label", changed->said.label, "As receipts print it");
    add_terms(*changing, changed->said);
    options_of(*command->add_subcommand("end", "End one at once, before its time"), What::end);

    auto listed = std::make_shared<Options>();
    auto* listing = command->add_subcommand("list", "Which there are");
    add_db(*listing, listed->db);
    add_json(*listing, listed->json);
    listing->callback([listed, &context] { list(*listed, context); });
}

}  // namespace app::counterfoil
