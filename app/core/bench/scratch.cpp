#include "app/core/bench/scratch.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/vfs.h>

#include <cerrno>
#include <cstring>

namespace app::core::bench {

namespace fs = std::filesystem;

Outcome<Scratch> Scratch::make(const fs::path& where) {
    std::error_code failed;
    const fs::path parent = where.empty() ? fs::temp_directory_path(failed) : where;
    std::string name = (parent / "counterfoil-bench-XXXXXX").string();
    if (failed || ::mkdtemp(name.data()) == nullptr) {
        return std::unexpected{
            Failure{FailureKind::environment,
                    fmt::format("No folder can be made in {} ({}). Name another with --dir.",
                                parent.string(), std::strerror(errno))}};
    }
    return Scratch{std::move(name)};
}

Scratch::Scratch(Scratch&& other) noexcept : path_{std::exchange(other.path_, {})} {}

Scratch::~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

bool Scratch::in_memory() const {
    struct statfs about{};
    constexpr decltype(about.f_type) kTmpfs = 0x01021994;
    constexpr decltype(about.f_type) kRamfs = 0x858458f6;
    return ::statfs(path_.c_str(), &about) == 0 &&
           (about.f_type == kTmpfs || about.f_type == kRamfs);
}

Outcome<void> copy_shop(const std::string& from, const std::string& to) {
    for (const char* end : {"", ".key"}) {
        std::error_code failed;
        fs::copy_file(from + end, to + end, failed);
        if (failed) {
            return std::unexpected{Failure{
                FailureKind::environment, fmt::format("{} could not be copied ({}). Is there room?",
                                                      from + end, failed.message())}};
        }
    }
    return {};
}

void remove_shop(const std::string& where) {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", ".key", ".key.head", ".lock"})
        fs::remove(where + end, ignored);
}

}  // namespace app::core::bench
