#pragma once

#include <filesystem>
#include <optional>

#include "app/core/logo.hpp"
#include "app/core/paperwork.hpp"
#include "app/core/register_service.hpp"
#include "app/till/counter_plan.hpp"
#include "app/till/people_link.hpp"
#include "app/till/shell/model.hpp"
#include "app/till/till.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/key_map.hpp"
#include "pos/locale/locale.hpp"
#include "pos/store/store.hpp"

namespace till {

/// What a till runs with, as its shop and the command line say when it starts.
struct ProgramParts {
    Options options;
    app::core::ShopState shop;
    app::core::Paperwork paperwork;
    ui::Assets assets;
    ui::Texts texts;
    pos::locale::Locale locale;
    shell::Looks looks;
    ui::KeyMap keys;
    bool print_receipts{true};
    bool sounds{true};
    std::optional<shell::Said> first_words;
    std::filesystem::path pictures;  // the folder of the goods' pictures; may be empty
    app::core::ShopPictures logo;    // of receipts
    shell::DeviceSetup devices;
    DeviceParticulars particulars;
    CounterPlan plan;
    std::filesystem::path backups;  // the folder that is to get them; empty for none
    PeopleFound people;
    bool joined{false};  // head office
    bool offers_practice{false};
    bool demo{false};
    pos::Instant last_entry_at{};  // of the books
};

/// errors: a database that is no till's, settings or devices that cannot be used
app::core::Outcome<ProgramParts> read_parts(const Options& options, pos::store::Store& store);

}  // namespace till
