#include <fmt/format.h>

#include "drivers/printer/printer.hpp"

namespace drivers::printer {

std::string describe(const PrintError& error) {
    constexpr std::string_view kKept = "Nothing that was sold is lost";
    switch (error.failure) {
        case PrintFailure::bad_name:
            return fmt::format("Not printed: \"{}\" cannot name a file. {}; give it another name.",
                               error.detail, kKept);
        case PrintFailure::directory_missing:
            return fmt::format(
                "Not printed: the folder {} does not exist. {}; create the folder and print again.",
                error.detail, kKept);
        case PrintFailure::not_allowed:
            return fmt::format(
                "Not printed: writing to {} is not allowed. {}; allow it and print again.",
                error.detail, kKept);
        case PrintFailure::disk_full:
            return fmt::format(
                "Not printed: the disk that holds {} is full. {}; make room and print again.",
                error.detail, kKept);
        case PrintFailure::input_output:
            return fmt::format("Not printed: {}. {}; check the disk and print again.", error.detail,
                               kKept);
        case PrintFailure::device:
            return fmt::format("Not printed. {} {}.", error.detail, kKept);
    }
    return {};
}

}  // namespace drivers::printer
