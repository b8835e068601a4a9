"""A coffee bar as a discrete-event simulation: dataclasses, a heap of events, an enumeration of states."""
from __future__ import annotations

import heapq
import random
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Optional


class Kind(Enum):
    ARRIVE = "arrives"
    SERVED = "is served"
    LEAVE = "gives up"


@dataclass(order=True)
class Event:
    time: float
    order: int
    kind: Kind = field(compare=False)
    guest: Guest = field(compare=False, repr=False)


@dataclass
class Guest:
    number: int
    arrived: float
    patience: float
    served: Optional[float] = None

    @property
    def waited(self) -> float:
        return (self.served if self.served is not None else self.arrived + self.patience) - self.arrived


@dataclass
class Stats:
    served: int = 0
    lost: int = 0
    waits: list[float] = field(default_factory=list)
    longest_queue: int = 0

    def mean_wait(self) -> float:
        return sum(self.waits) / len(self.waits) if self.waits else 0.0


@dataclass
class Bar:
    baristas: int
    arrival_rate: float
    service_rate: float
    rng: random.Random
    now: float = 0.0
    busy: int = 0
    queue: list[Guest] = field(default_factory=list)
    events: list[Event] = field(default_factory=list, repr=False)
    stats: Stats = field(default_factory=Stats)
    log: list[str] = field(default_factory=list, repr=False)
    _count: int = 0

    def __post_init__(self):
        if self.baristas < 1:
            raise ValueError("a bar needs a barista")

    def schedule(self, delay: float, kind: Kind, guest: Guest) -> None:
        self._count += 1
        heapq.heappush(self.events, Event(self.now + delay, self._count, kind, guest))

    def new_guest(self, number: int) -> None:
        delay = self.rng.expovariate(self.arrival_rate)
        self.schedule(delay, Kind.ARRIVE, Guest(number, self.now + delay, self.rng.uniform(1, 6)))

    def start_service(self, guest: Guest) -> None:
        guest.served = self.now
        self.busy += 1
        self.stats.waits.append(guest.waited)
        self.schedule(self.rng.expovariate(self.service_rate), Kind.SERVED, guest)

    def run(self, closing: float) -> Stats:
        self.new_guest(1)
        while self.events:
            event = heapq.heappop(self.events)
            self.now = event.time
            guest = event.guest
            if event.kind is Kind.ARRIVE:
                if self.now < closing:
                    self.new_guest(guest.number + 1)
                if self.busy < self.baristas:
                    self.start_service(guest)
                else:
                    self.queue.append(guest)
                    self.stats.longest_queue = max(self.stats.longest_queue, len(self.queue))
                    self.schedule(guest.patience, Kind.LEAVE, guest)
            elif event.kind is Kind.SERVED:
                self.busy -= 1
                self.stats.served += 1
                if self.queue:
                    self.start_service(self.queue.pop(0))
            elif guest.served is None:
                self.queue.remove(guest)
                self.stats.lost += 1
            else:
                continue
            self.log.append(f"{self.now:7.3f} guest {guest.number:>2} {event.kind.value}")
        return self.stats


for baristas in (1, 2, 3):
    bar = Bar(baristas, arrival_rate=1.2, service_rate=0.7, rng=random.Random(5))
    stats = bar.run(closing=20.0)
    if baristas == 1:
        print("\n".join(bar.log[:12]))
    print(f"{baristas} at the bar: {stats.served} served, {stats.lost} lost, mean wait {stats.mean_wait():.6f}, longest queue {stats.longest_queue}, closed at {bar.now:.4f}")

print(Guest(1, 2.5, 3.0), Guest(1, 2.5, 3.0) == Guest(1, 2.5, 3.0), Guest(3, 1.0, 2.0).waited)
first, second = Event(1.0, 2, Kind.ARRIVE, Guest(1, 1.0, 1.0)), Event(1.0, 1, Kind.LEAVE, Guest(2, 1.0, 1.0))
print(first > second, sorted([first, second])[0], asdict(Stats(1, 2, [0.5])))
print(list(Kind), Kind("is served"), Kind.LEAVE.name, Kind["ARRIVE"].value)
try:
    Bar(0, 1.0, 1.0, random.Random(1))
except ValueError as err:
    print("ValueError:", err)
