#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "app/core/meter/read_file.hpp"
#include "app/counterfoil/output.hpp"

namespace app::counterfoil {

/// What `meter read` shows of a file.
struct MeterOutput {
    bool readings{false};              // every interval in place of days
    std::optional<unsigned> digits{};  // of the faces of counters
};

/// Channels with their days or readings, registers, telegrams: what there is of each.
nlohmann::ordered_json json_of(const core::meter::FileSaid& said, const std::string& file,
                               const MeterOutput& options);
void write(std::ostream& out, const core::meter::FileSaid& said, const MeterOutput& options);

}  // namespace app::counterfoil
