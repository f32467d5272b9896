#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/till/shell/backup_messages.hpp"

namespace till::shell {

/// What is exported; in the order in which it is offered.
enum class ExportPart : std::uint8_t { everything, goods, sales, people, bills, journal };

/// Writes it into that folder, beside whoever sells meanwhile, as a workbook or as a folder of CSV
/// files. Answer: ExportChanged, the last one without `working`.
struct ExportShop {
    ExportPart part{ExportPart::everything};
    bool workbook{true};
    std::string folder;
};
/// Gives up what is being exported.
struct StopExport {};
/// Answer: ExportPlacesFound.
struct FindExportPlaces {};

/// How an export goes on, and what became of it.
struct ExportChanged {
    bool working{false};
    std::uint64_t rows{0};  // written so far
    std::string to{};       // what holds it once it is whole
    std::uint64_t bytes{0};
    std::string why{};  // the name of the reason why there is none: see reason_words()
    bool operator==(const ExportChanged&) const = default;
};
/// Where it could go: where backups could.
struct ExportPlacesFound {
    std::vector<BackupPlace> places;
};

}  // namespace till::shell
