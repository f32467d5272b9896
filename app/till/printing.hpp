#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "drivers/printer/printer.hpp"
#include "pos/document/document.hpp"

namespace till {

/// Prints on a thread of its own: a sale never waits for paper.
///
/// owns:    the printer, its queue and its thread
/// threads: print() from any; on_state comes on the printing thread and must not block
class Printing {
public:
    enum class State { ready, busy, failed };
    using OnState = std::function<void(State, drivers::printer::PrintError why)>;

    Printing(std::unique_ptr<drivers::printer::Printer> printer, OnState on_state);
    /// Prints what is waiting, then ends.
    ~Printing();
    Printing(const Printing&) = delete;
    Printing& operator=(const Printing&) = delete;

    bool there() const { return printer_ != nullptr; }
    void print(pos::document::Document document, std::string name);

private:
    struct Job {
        pos::document::Document document;
        std::string name;
    };
    void work();

    std::unique_ptr<drivers::printer::Printer> printer_;
    OnState on_state_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool ending_{false};
    std::thread thread_;
};

}  // namespace till
