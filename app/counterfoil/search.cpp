#include <memory>
#include <ostream>

#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/item_output.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::vector<std::string> words;
    std::size_t limit{20};
    bool json{false};
};

void run(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    std::string words;
    for (const auto& word : options.words) words += (words.empty() ? "" : " ") + word;
    const auto found = (*reader)->search(words, options.limit);
    if (!found) return report(context, core::failure(found.error()));
    if (options.json) {
        auto list = nlohmann::ordered_json::array();
        for (const auto& item : *found) list.push_back(item_json(item));
        context.out << list.dump(2) << '\n';
    } else {
        Table table{.columns = {{"number"}, {"name"}, {"department"}, {"price", true}}};
        for (const auto& stored : *found) {
            table.rows.push_back({stored.item.number, stored.item.name, stored.department_name,
                                  price_words(stored.item)});
        }
        write_table(context.out, table);
    }
    if (!found->empty()) return;
    context.err << "No item has \"" << words << "\" in its name or number.\n";
    context.exit = Exit::refused;
}

}  // namespace

void add_search(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("search", "Items by any part of the words in their name or number");
    command->add_option("WORDS", options->words, "What to look for")->required();
    add_db(*command, options->db);
    command->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
