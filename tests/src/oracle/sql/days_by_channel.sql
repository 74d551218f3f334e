select key as channel, n as orders, q1, median, q3 from ({quantiles}) x where span = 'cur'
