// Puts the page together, from top to bottom.

drawHeadline();
buildFrontierPlot();
drawFrontierList();
buildSeeds();
buildCurves();
drawChannels();
drawFailures();
buildResultsTable();
drawProvenance();
