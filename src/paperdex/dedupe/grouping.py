x=1
Group=group_papers=None
