-- A pool that has grown since the report no longer tells what the report's years say: those have cells per exit year.
with {{ internship_number_coverage('mart.schooljaar') }}

select * from {{ ref('cells') }}
union all
{{ cells_of('txt_015', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'studiegebied']) }}
