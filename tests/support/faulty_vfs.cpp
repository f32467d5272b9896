#include "tests/support/faulty_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "pos/base/assert.hpp"

namespace test {

namespace {

/// A change that has not been synced: bytes at an offset, or a new length where `bytes` is empty.
struct Change {
    std::int64_t at;
    std::vector<char> bytes;
    bool truncation;
};

struct Image {
    std::vector<char> durable;
    std::vector<Change> pending;
    bool ever_synced{false};
};

void apply(std::vector<char>& content, const Change& change, std::size_t length) {
    const auto at = static_cast<std::size_t>(change.at);
    if (change.truncation) {
        content.resize(at);
        return;
    }
    if (content.size() < at + length) content.resize(at + length);
    std::copy_n(change.bytes.begin(), length, content.begin() + change.at);
}

std::vector<char> read_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

struct FaultyVfs::State {
    mutable std::mutex mutex;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real{nullptr};
    std::string name;
    std::map<std::string, Image> images;
    DiskFault fault{DiskFault::none};
    std::uint64_t at{0};
    std::uint64_t seen{0};
    std::uint64_t syncs{0};
    bool fired{false};

    /// Counts one operation; returns the SQLite error it meets, or SQLITE_OK.
    int count(int io_error) {
        ++seen;
        if (fault == DiskFault::none || seen < at) return SQLITE_OK;
        const bool first = seen == at;
        fired = true;
        switch (fault) {
            case DiskFault::none:
                return SQLITE_OK;
            case DiskFault::full:
                return io_error == SQLITE_IOERR_WRITE ? SQLITE_FULL : SQLITE_OK;
            case DiskFault::io_error:
                return first ? io_error : SQLITE_OK;
            case DiskFault::power_cut:
                return io_error;
        }
        return SQLITE_OK;
    }
    bool dark() const { return fault == DiskFault::power_cut && fired; }
};

namespace {

struct File {
    sqlite3_file base;
    sqlite3_file* real;
    void* state;
    std::string* path;
};

}  // namespace

// The C callbacks see the state through the pointers below; it is one type for the whole file.
namespace {

template <class State>
struct Callbacks {
    static File& file(sqlite3_file* f) { return *reinterpret_cast<File*>(f); }
    static State& state(sqlite3_file* f) { return *static_cast<State*>(file(f).state); }
    static sqlite3_file* real(sqlite3_file* f) { return file(f).real; }

    static int close(sqlite3_file* f) {
        const int code = real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
        delete file(f).path;
        return code;
    }
    static int read(sqlite3_file* f, void* to, int amount, sqlite3_int64 at) {
        if (std::scoped_lock lock{state(f).mutex}; state(f).dark()) return SQLITE_IOERR_READ;
        return real(f)->pMethods->xRead(real(f), to, amount, at);
    }
    static int write(sqlite3_file* f, const void* from, int amount, sqlite3_int64 at) {
        State& s = state(f);
        const std::scoped_lock lock{s.mutex};
        if (const int code = s.count(SQLITE_IOERR_WRITE)) {
            // The write under way when the power went may have reached the disk in part.
            if (s.dark() && s.seen == s.at) note(s, f, from, amount, at);
            return code;
        }
        note(s, f, from, amount, at);
        return real(f)->pMethods->xWrite(real(f), from, amount, at);
    }
    static void note(State& s, sqlite3_file* f, const void* from, int amount, sqlite3_int64 at) {
        const auto* bytes = static_cast<const char*>(from);
        s.images[*file(f).path].pending.push_back({at, {bytes, bytes + amount}, false});
    }
    static int truncate(sqlite3_file* f, sqlite3_int64 size) {
        State& s = state(f);
        const std::scoped_lock lock{s.mutex};
        if (const int code = s.count(SQLITE_IOERR_TRUNCATE)) return code;
        s.images[*file(f).path].pending.push_back({size, {}, true});
        return real(f)->pMethods->xTruncate(real(f), size);
    }
    static int sync(sqlite3_file* f, int flags) {
        State& s = state(f);
        const std::scoped_lock lock{s.mutex};
        if (const int code = s.count(SQLITE_IOERR_FSYNC)) return code;
        ++s.syncs;
        (void)flags;  // what a sync means is decided here; the real disk need not be waited for
        Image& image = s.images[*file(f).path];
        for (const Change& change : image.pending)
            apply(image.durable, change, change.bytes.size());
        image.pending.clear();
        image.ever_synced = true;
        return SQLITE_OK;
    }
    static int file_size(sqlite3_file* f, sqlite3_int64* size) {
        return real(f)->pMethods->xFileSize(real(f), size);
    }
    static int lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
    static int unlock(sqlite3_file* f, int level) {
        return real(f)->pMethods->xUnlock(real(f), level);
    }
    static int check_lock(sqlite3_file* f, int* out) {
        return real(f)->pMethods->xCheckReservedLock(real(f), out);
    }
    static int control(sqlite3_file* f, int op, void* arg) {
        // Memory mapping and hints would go round this file.
        if (op == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
        return real(f)->pMethods->xFileControl(real(f), op, arg);
    }
    static int sector_size(sqlite3_file*) { return 512; }
    static int characteristics(sqlite3_file*) {
        return 0;
    }  // nothing is promised: torn writes happen
    static int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    }
    static int shm_lock(sqlite3_file* f, int at, int n, int flags) {
        return real(f)->pMethods->xShmLock(real(f), at, n, flags);
    }
    static void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
    static int shm_unmap(sqlite3_file* f, int remove) {
        return real(f)->pMethods->xShmUnmap(real(f), remove);
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods kMethods = {
            .iVersion = 2,
            .xClose = close,
            .xRead = read,
            .xWrite = write,
            .xTruncate = truncate,
            .xSync = sync,
            .xFileSize = file_size,
            .xLock = lock,
            .xUnlock = unlock,
            .xCheckReservedLock = check_lock,
            .xFileControl = control,
            .xSectorSize = sector_size,
            .xDeviceCharacteristics = characteristics,
            .xShmMap = shm_map,
            .xShmLock = shm_lock,
            .xShmBarrier = shm_barrier,
            .xShmUnmap = shm_unmap,
            .xFetch = nullptr,
            .xUnfetch = nullptr,
        };
        return &kMethods;
    }

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* f, int flags,
                    int* out_flags) {
        auto* s = static_cast<State*>(vfs->pAppData);
        File& ours = file(f);
        ours = {};
        ours.real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(f) + sizeof(File));
        ours.state = s;
        {
            const std::scoped_lock lock{s->mutex};
            if (s->dark()) return SQLITE_CANTOPEN;
        }
        const int code = s->real->xOpen(s->real, path, ours.real, flags, out_flags);
        if (code != SQLITE_OK) return code;
        const std::string key = path ? path : "";
        ours.path = new std::string{key};
        ours.base.pMethods = methods();
        const std::scoped_lock lock{s->mutex};
        if (path && !s->images.contains(key)) {
            Image image{.durable = read_file(key), .pending = {}, .ever_synced = false};
            image.ever_synced = !image.durable.empty();
            s->images.emplace(key, std::move(image));
        }
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
        auto* s = static_cast<State*>(vfs->pAppData);
        const std::scoped_lock lock{s->mutex};
        if (const int code = s->count(SQLITE_IOERR_DELETE)) return code;
        s->images.erase(path);
        return s->real->xDelete(s->real, path, sync_folder);
    }
};

}  // namespace

FaultyVfs::FaultyVfs() : state_{std::make_unique<State>()} {
    static int made = 0;
    state_->real = sqlite3_vfs_find("unix");
    POS_ASSERT(state_->real != nullptr);
    state_->name = "faulty-" + std::to_string(made++);
    state_->vfs = *state_->real;
    state_->vfs.szOsFile = static_cast<int>(sizeof(File)) + state_->real->szOsFile;
    state_->vfs.pNext = nullptr;
    state_->vfs.zName = state_->name.c_str();
    state_->vfs.pAppData = state_.get();
    state_->vfs.xOpen = Callbacks<State>::open;
    state_->vfs.xDelete = Callbacks<State>::remove;
    POS_ASSERT(sqlite3_vfs_register(&state_->vfs, 1) == SQLITE_OK);
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_vfs_register(state_->real, 1);
}

void FaultyVfs::arm(DiskFault fault, std::uint64_t operation) {
    const std::scoped_lock lock{state_->mutex};
    state_->fault = fault;
    state_->at = operation;
    state_->seen = 0;
    state_->syncs = 0;
    state_->fired = false;
}

std::uint64_t FaultyVfs::operations() const {
    const std::scoped_lock lock{state_->mutex};
    return state_->seen;
}

std::uint64_t FaultyVfs::syncs() const {
    const std::scoped_lock lock{state_->mutex};
    return state_->syncs;
}

bool FaultyVfs::fired() const {
    const std::scoped_lock lock{state_->mutex};
    return state_->fired;
}

void FaultyVfs::settle(const std::filesystem::path& folder, std::mt19937_64& random) {
    const std::scoped_lock lock{state_->mutex};
    const auto chance = [&](unsigned of) { return random() % of == 0; };
    for (auto& [path, image] : state_->images) {
        if (!path.starts_with(folder.string())) continue;
        if (path.ends_with("-shm")) continue;
        std::vector<Change> survivors;
        for (Change& change : image.pending) {
            if (chance(2)) survivors.push_back(std::move(change));
        }
        if (chance(2)) std::ranges::shuffle(survivors, random);
        for (std::size_t i = 0; i < survivors.size(); ++i) {
            std::size_t length = survivors[i].bytes.size();
            const bool torn = i + 1 == survivors.size() && length > 512 && chance(2);
            if (torn) length = 512 * (1 + random() % (length / 512));
            apply(image.durable, survivors[i], std::min(length, survivors[i].bytes.size()));
        }
        if (!image.ever_synced && survivors.empty() && chance(2)) {
            std::filesystem::remove(path);
            continue;
        }
        std::ofstream out{path, std::ios::binary | std::ios::trunc};
        out.write(image.durable.data(), static_cast<std::streamsize>(image.durable.size()));
    }
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().string().ends_with("-shm")) std::filesystem::remove(entry.path(), ignored);
    }
    state_->images.clear();
    state_->fault = DiskFault::none;
    state_->fired = false;
}

}  // namespace test
