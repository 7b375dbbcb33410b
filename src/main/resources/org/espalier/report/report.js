// Puts the page together, from top to bottom.

drawHeadline();
buildFrontierPlot();
drawFrontierList();
buildCurves();
drawChannels();
drawFailures();
buildResultsTable();
drawProvenance();
