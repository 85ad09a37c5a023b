-- R20: enrolments and both registrations are delivered, and registration was still going on
select period as schooljaar
from {{ ref('stg_intake__active_files') }}
where
    agency = 'agodi'
    and dataset in ('inschrijvingen', 'zending_stage', 'w_codes')
    and period <= '{{ var("stage_laatste_schooljaar") }}'
group by period
having count(distinct dataset) = 3
