#include <memory>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/office/command.hpp"

namespace app::office {

void add_init(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        std::string key_file;
        core::NewOfficeOptions office;
    };
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("init", "Make a new head office");
    command->add_option("--db", options->db, "Where: a path, sqlite:PATH or postgresql://…")
        ->required()
        ->type_name("DB");
    command
        ->add_option("--key", options->key_file,
                     "Its signing key; else DB.key, for a server a file in the user's home")
        ->type_name("FILE");
    command->add_option("--currency", options->office.currency, "ISO 4217, such as EUR")
        ->required();
    command->add_option("--zone", options->office.zone, "IANA time zone, such as Europe/Berlin")
        ->required();
    command->add_option("--name", options->office.name, "What it is called")->capture_default_str();
    command->add_option("--manager", options->office.manager, "The first person to work here")
        ->capture_default_str();
    command->callback([options, &context] {
        const auto done = core::init_office(options->db, options->office,
                                            {.program = kProgram, .key_file = options->key_file},
                                            context.clock.now(), context.random);
        if (!done) return report(context, done.error());
        const std::string db = core::shown_database(options->db);
        context.err << "The head office is in " << db << ". Next: counterfoil branch add B01 --db "
                    << db << ", then office serve --db " << db << '\n';
    });
}

}  // namespace app::office
