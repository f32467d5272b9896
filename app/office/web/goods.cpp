// What is sold: goods by their numbers or by words.
#include "app/office/web/goods.hpp"

#include "app/office/web/audit_phrases.hpp"
#include "app/office/web/page.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/goods.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;
using pos::store::StoredItem;

constexpr std::int64_t kPageRows = 100;

Table table_of(const std::vector<StoredItem>& goods, const Words& words) {
    Table table{"goods", words["goods"], {}, {}, words["no_goods"]};
    for (const char* key : {"number", "name", "department", "price", "unit", "state"}) {
        table.columns.push_back(
            {key, words[std::string{"goods_"} + key], std::string_view{key} == "price"});
    }
    for (const auto& [item, department, pair, pack, barcode] : goods) {
        Cell price = item.open_price ? Cell{std::monostate{}, words["goods_open_price"]}
                                     : price_cell(item.price);
        table.rows.push_back(
            {{item.number, "", item_link(item.number)},
             {item.name},
             {department.empty() ? item.department : department},
             std::move(price),
             {item.unit},
             {item.active ? "active" : "gone", words[item.active ? "goods_active" : "goods_gone"],
              "", item.active ? Mark::good : Mark::muted}});
    }
    return table;
}

/// Everything there is of them, with the columns that `import items` reads. What goods cost the
/// business is for managers.
pos::store::Answer<Table> export_table(pos::store::Reader& reader,
                                       const std::vector<StoredItem>& goods, bool is_manager,
                                       const Words& words) {
    Table table{"goods", words["goods"], {}, {}};
    for (const char* key : {"number", "name", "barcode", "department", "price", "unit", "tax",
                            "picture", "sold", "more_barcodes"}) {
        table.columns.push_back({key, words[std::string{"goods_"} + key]});
    }
    if (is_manager) table.columns.push_back({"cost", words["goods_cost"]});
    for (const auto& [item, department, pair, pack, barcode] : goods) {
        const auto barcodes = reader.catalogue().barcodes(item.id);
        if (!barcodes) return pos::store::store_error(barcodes.error());
        std::string more;
        for (std::size_t i = 1; i < barcodes->size(); ++i) {
            if (i > 1) more += ' ';
            more += (*barcodes)[i].text;
        }
        std::vector<Cell> row{{item.number},
                              {item.name},
                              {barcodes->empty() ? std::string{} : barcodes->front().text},
                              {department.empty() ? item.department : department},
                              item.open_price ? Cell{} : price_cell(item.price),
                              {item.unit},
                              {item.tax_class},
                              {item.picture},
                              {item.active ? "yes" : "no"},
                              {more}};
        if (is_manager) row.push_back(item.cost ? price_cell(*item.cost) : Cell{});
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// One more than are shown, if there are so many.
pos::store::Answer<std::vector<StoredItem>> goods_behind(pos::store::Reader& reader,
                                                         const std::string& behind,
                                                         std::int64_t rows) {
    const auto numbers = office::item_numbers(reader.connection(), behind, rows + 1);
    if (!numbers) return std::unexpected{numbers.error()};
    std::vector<StoredItem> goods;
    for (const auto& number : *numbers) {
        auto item = reader.catalogue().by_number(number);
        if (!item) return pos::store::store_error(std::move(item.error()));
        if (*item) goods.push_back(std::move(**item));
    }
    return goods;
}

}  // namespace

Cell price_cell(const pos::UnitPrice& price) {
    const pos::Money money = pos::shown(price);
    if (pos::unit_price(money) == price) return {money};
    return {Figure{to_string(price)}};
}

std::string item_link(const std::string& number) {
    return "/goods/item" + query_of({{"number", number}});
}

std::string item_value(std::string_view field, const std::string& value, const Words& words) {
    if (value.empty()) return "–";
    const bool is_sold = field == "sold" || field.starts_with("sold ");
    if (field == "price" || field == "cost") return audit_value(value, words);
    if (!is_sold) return value;
    return words[value == "no" ? "goods_gone" : "goods_active"];
}

Answer goods_page(Call& call) {
    const Words& words = call.words;
    pos::store::Reader reader{call.db};
    const std::string asked = field(call.query, "words");
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageRows;
    auto goods = asked.empty() ? goods_behind(reader, field(call.query, "behind"), rows)
                               : reader.search(asked, static_cast<std::size_t>(rows));
    if (!goods) return goods.error();
    const bool more = static_cast<std::int64_t>(goods->size()) > rows;
    if (more) goods->pop_back();
    if (call.is_export) {
        auto table = export_table(reader, *goods, call.is_manager(), words);
        if (!table) return table.error();
        Page page{.title = words["goods"], .file_name = "goods"};
        page.tables.push_back(std::move(*table));
        return page;
    }
    Data data;
    data.set("title", words["goods"]);
    data.set("words", asked);
    for (const char* text : {"search", "goods_search", "more_rows", "groups", "goods_import"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    data.set("is_manager", call.is_manager());
    Table table = table_of(*goods, words);
    data.set("table", to_html(table, words));
    data.set("has_more", more);
    data.set("more",
             more ? "/goods" + query_of({{"behind", goods->back().item.number}}) : std::string{});
    Page page{words["goods"], render("goods", data), {}, "goods"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
