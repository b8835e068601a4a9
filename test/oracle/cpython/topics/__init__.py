"""Every topic is a list of functions from a Draw to a piece of a program."""
from . import numbers, formatting, texts, containers, iteration, functions, classes, exceptions, libraries, collections_, algorithms

TOPICS = {
    'numbers': numbers.PIECES,
    'formatting': formatting.PIECES,
    'texts': texts.PIECES,
    'containers': containers.PIECES,
    'iteration': iteration.PIECES,
    'functions': functions.PIECES,
    'classes': classes.PIECES,
    'exceptions': exceptions.PIECES,
    'libraries': libraries.PIECES,
    'collections': collections_.PIECES,
    'algorithms': algorithms.PIECES,
}
