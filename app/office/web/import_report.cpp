#include "app/office/web/import_report.hpp"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

namespace app::office::web {

namespace {

using json = nlohmann::json;
namespace imports = core::imports;
namespace takeover = core::billing::takeover;

/// To be raised with whatever is written here, and with the order of the reasons that stand in it
/// as numbers.
constexpr int kImportFormat = 1;

/// What is not as it was written.
struct KeptOtherwise {};

template <class T>
struct NamedMember {
    const char* name;
    std::uint64_t T::* member;
};
constexpr std::array kGoodsFigures{
    NamedMember{"rows", &imports::ItemImportReport::rows},
    NamedMember{"passed_over", &imports::ItemImportReport::passed_over},
    NamedMember{"added", &imports::ItemImportReport::added},
    NamedMember{"changed", &imports::ItemImportReport::changed},
    NamedMember{"unchanged", &imports::ItemImportReport::unchanged},
    NamedMember{"refused", &imports::ItemImportReport::refused},
    NamedMember{"barcodes_added", &imports::ItemImportReport::barcodes_added},
    NamedMember{"barcodes_removed", &imports::ItemImportReport::barcodes_removed},
    NamedMember{"taken_off_sale", &imports::ItemImportReport::taken_off_sale},
    NamedMember{"put_on_sale", &imports::ItemImportReport::put_on_sale},
    NamedMember{"wrong_check_digits", &imports::ItemImportReport::wrong_check_digits},
    NamedMember{"unknown_tax_classes", &imports::ItemImportReport::unknown_tax_classes},
    NamedMember{"departments_added", &imports::ItemImportReport::departments_added},
};
constexpr std::array kTakenFigures{
    NamedMember{"rows", &takeover::Report::rows},
    NamedMember{"added", &takeover::Report::added},
    NamedMember{"changed", &takeover::Report::changed},
    NamedMember{"unchanged", &takeover::Report::unchanged},
    NamedMember{"refused", &takeover::Report::refused},
};

template <class T, std::size_t N>
json figures_json(const T& from, const std::array<NamedMember<T>, N>& members) {
    json figures = json::object();
    for (const auto& each : members) figures[each.name] = from.*each.member;
    return figures;
}
template <class T, std::size_t N>
void read_figures(const json& figures, T& to, const std::array<NamedMember<T>, N>& members) {
    for (const auto& each : members) to.*each.member = figures.at(each.name);
}

template <class E>
int number_in(E value) {
    return static_cast<int>(value);
}
template <class E>
E value_in(const json& number, E last) {
    const int value = number.get<int>();
    if (value < 0 || value > static_cast<int>(last)) throw KeptOtherwise{};
    return static_cast<E>(value);
}

json failure_json(const core::Failure& failure) {
    return {{"kind", number_in(failure.kind)},
            {"words", failure.words},
            {"why", std::string{core::name_of(failure.why)}},
            {"about", failure.about}};
}
core::Failure failure_in(const json& kept) {
    const auto why = core::why_named(kept.at("why").get<std::string>());
    if (!why) throw KeptOtherwise{};
    return {value_in(kept.at("kind"), core::FailureKind::environment), kept.at("words"), *why,
            kept.at("about")};
}

json outcome_json(const GoodsTaken& goods) {
    json kept = figures_json(goods.report, kGoodsFigures);
    kept["letters_unsure"] = goods.report.letters_unsure;
    kept["kept"] = goods.report.kept;
    json refused = json::array();
    for (const imports::Refusal& one : goods.refused) {
        refused.push_back({one.line, number_in(one.reason), one.column, one.text,
                           one.defect ? number_in(*one.defect) : -1, one.other_line, one.other});
    }
    json notes = json::array();
    for (const imports::Note& one : goods.notes) {
        notes.push_back({one.line, number_in(one.kind), one.column, one.text});
    }
    kept["refusals"] = std::move(refused);
    kept["notes"] = std::move(notes);
    return {{"goods", std::move(kept)}};
}
GoodsTaken goods_in(const json& kept) {
    GoodsTaken goods;
    read_figures(kept, goods.report, kGoodsFigures);
    goods.report.letters_unsure = kept.at("letters_unsure");
    goods.report.kept = kept.at("kept");
    for (const json& one : kept.at("refusals")) {
        imports::Refusal refusal{
            .line = one.at(0),
            .reason = value_in(one.at(1), imports::RowRefusal::number_of_another),
            .column = one.at(2),
            .text = one.at(3),
            .other_line = one.at(5),
            .other = one.at(6)};
        if (one.at(4) != -1)
            refusal.defect = value_in(one.at(4), core::tabular::Defect::invalid_utf8);
        goods.refused.push_back(std::move(refusal));
    }
    for (const json& one : kept.at("notes")) {
        goods.notes.push_back({one.at(0), value_in(one.at(1), imports::RowNote::unknown_tax_class),
                               one.at(2), one.at(3)});
    }
    return goods;
}

json outcome_json(const TakenOver& taken) {
    json kept = figures_json(taken.report, kTakenFigures);
    kept["kept"] = taken.report.kept;
    json refused = json::array();
    for (const takeover::Refused& one : taken.refused) {
        refused.push_back({one.line, one.column, failure_json(one.failure),
                           number_in(one.why.reason), one.why.about});
    }
    kept["refusals"] = std::move(refused);
    return {{"taken", std::move(kept)}};
}
TakenOver taken_in(const json& kept) {
    TakenOver taken;
    read_figures(kept, taken.report, kTakenFigures);
    taken.report.kept = kept.at("kept");
    for (const json& one : kept.at("refusals")) {
        taken.refused.push_back({one.at(0),
                                 one.at(1),
                                 failure_in(one.at(2)),
                                 {value_in(one.at(3), takeover::Reason::rounded), one.at(4)}});
    }
    return taken;
}

json outcome_json(const pos::store::ImportUndone& undone) {
    return {{"undone",
             {{"at", undone.import.at.unix_ms},
              {"source", undone.import.source},
              {"goods", undone.import.goods},
              {"restored", undone.restored},
              {"taken_off", undone.taken_off},
              {"left", undone.left},
              {"departments", undone.departments}}}};
}
pos::store::ImportUndone undone_in(const json& kept) {
    return {{{kept.at("at").get<std::int64_t>()}, kept.at("source"), kept.at("goods")},
            kept.at("restored"),
            kept.at("taken_off"),
            kept.at("left"),
            kept.at("departments")};
}

}  // namespace

std::string kept_import(const ImportOutcome& outcome) {
    json kept = outcome
                    ? std::visit([](const auto& report) { return outcome_json(report); }, *outcome)
                    : json{{"failure", failure_json(outcome.error())}};
    kept["format"] = kImportFormat;
    return kept.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<ImportOutcome> import_kept(std::string_view kept) {
    try {
        const json read = json::parse(kept);
        if (read.at("format") != kImportFormat) return std::nullopt;
        if (read.contains("failure")) return std::unexpected{failure_in(read["failure"])};
        if (read.contains("goods")) return goods_in(read["goods"]);
        if (read.contains("taken")) return taken_in(read["taken"]);
        return undone_in(read.at("undone"));
    } catch (const json::exception&) {
        return std::nullopt;
    } catch (const KeptOtherwise&) {
        return std::nullopt;
    }
}

}  // namespace app::office::web
