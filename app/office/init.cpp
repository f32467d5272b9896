#include <istream>
#include <memory>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/core/office/people.hpp"
#include "app/office/command.hpp"

namespace app::office {

void add_init(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        std::string key_file;
        core::NewOfficeOptions office;
        bool password_from_input{false};
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
    command->add_flag("--password-stdin", options->password_from_input,
                      "Read that person's password from the input's first line; else one is made "
                      "and told once");
    command->callback([options, &context] {
        if (options->password_from_input) {
            std::getline(context.in, options->office.password);
            if (auto good = core::check_password(options->office.password); !good) {
                return report(context, good.error());
            }
        } else {
            options->office.password = core::random_password(context.random);
        }
        const auto done = core::init_office(options->db, options->office,
                                            {.program = kProgram, .key_file = options->key_file},
                                            context.clock.now(), context.random);
        if (!done) return report(context, done.error());
        const std::string db = core::shown_database(options->db);
        context.err << "The head office is in " << db << ". Next: counterfoil branch add B01 --db "
                    << db << ", then office serve --db " << db << '\n';
        if (options->password_from_input) return;
        context.err << "This is told once: the password of " << options->office.manager << " is\n";
        context.out << options->office.password << '\n';
    });
}

}  // namespace app::office
